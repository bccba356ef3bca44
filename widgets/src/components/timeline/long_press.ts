/** A finger that rests on a message for half a second asks what can be done with it. */

const REST_MS = 450;
const SLACK_PX = 10;

/** Tells after a long touch, unless the finger moved; a mouse has its own ways. */
export class LongPress {
  #timer: ReturnType<typeof setTimeout> | undefined;
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
    this.#timer = setTimeout(() => this.pressed(target), REST_MS);
  }

  move(event: PointerEvent): void {
    const far = Math.hypot(event.clientX - this.#x, event.clientY - this.#y) > SLACK_PX;
    if (far) this.cancel();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
