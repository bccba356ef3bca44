/** A finger that rests on a message for half a second asks what can be done with it. */

const REST_MS = 450;
const SLACK_PX = 10;

/**
 * Tells of a long touch once the finger is gone, unless it moved; a mouse has its own ways.
 *
 * What opened under a finger that still rests would take its lifting for a press.
 */
export class LongPress {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rested: HTMLElement | null = null;
  #x = 0;
  #y = 0;

  constructor(readonly pressed: (target: HTMLElement) => void) {}

  down(event: PointerEvent): void {
    this.cancel();
    if (event.pointerType === "mouse") return;
    this.#x = event.clientX;
    this.#y = event.clientY;
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLElement) || target.closest("a, button")) return;
    this.#timer = setTimeout(() => (this.#rested = target), REST_MS);
  }

  move(event: PointerEvent): void {
    const far = Math.hypot(event.clientX - this.#x, event.clientY - this.#y) > SLACK_PX;
    if (far) this.cancel();
  }

  /** The finger is gone, or the browser took the touch for itself. */
  up(): void {
    const target = this.#rested;
    this.cancel();
    if (target) setTimeout(() => this.pressed(target));
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#rested = null;
  }
}
