/** Keeps the reader's place: at the end they stay at the end, elsewhere nothing moves. */

/** What stays where it is: the end, an element shown on purpose, or what the reader looks at. */
type Place =
  | { readonly kind: "end" }
  | { readonly kind: "shown"; readonly find: () => HTMLElement | null }
  | { readonly kind: "seen"; readonly key: string; readonly offset: number };

const NEAR_END = 48;
const END: Place = { kind: "end" };

/** The scroll position of one box of `[data-key]` elements. */
export class ScrollKeeper {
  #place: Place = END;
  /** Where we scrolled to ourselves; any other position is the reader's doing. */
  #set = -1;
  #size = "";

  /** Whether the reader follows the conversation. */
  get atEnd(): boolean {
    return this.#place.kind === "end";
  }

  /**
   * The box was scrolled: by the reader, their place is where they are now.
   *
   * Call it on every scroll, and before a change: the event of a scroll comes a frame later.
   */
  scrolled(box: HTMLElement): void {
    if (this.#set < 0 || Math.abs(box.scrollTop - this.#set) < 2) return;
    // Another size moved it, not the reader: `restore` is about to come.
    if (this.atEnd && sizeOf(box) !== this.#size) return;
    this.#set = box.scrollTop;
    this.#place = isNearEnd(box) ? END : (firstVisible(box) ?? END);
  }

  /** Put the reader back after a change of what is in the box, or of its size. */
  restore(box: HTMLElement): void {
    const place = this.#place;
    if (place.kind === "end") this.#end(box);
    else if (place.kind === "shown") this.#third(box, place.find());
    else this.#back(box, place.key, place.offset);
  }

  /** Show an element a third down the box, and keep it there until the reader scrolls. */
  show(box: HTMLElement, find: () => HTMLElement | null): void {
    this.#place = { kind: "shown", find };
    this.restore(box);
    if (isNearEnd(box)) this.#place = END;
  }

  /** Follow the end from now on. */
  follow(box: HTMLElement | null): void {
    this.#place = END;
    this.#size = "";
    if (box) this.restore(box);
  }

  /** Nothing moves under the pointer unless there is more, or less, to see. */
  #end(box: HTMLElement): void {
    const size = sizeOf(box);
    if (size !== this.#size) this.#scroll(box, box.scrollHeight);
    this.#size = size;
  }

  #third(box: HTMLElement, element: HTMLElement | null): void {
    if (element) this.#scroll(box, box.scrollTop + offsetIn(box, element) - box.clientHeight / 3);
  }

  #back(box: HTMLElement, key: string, offset: number): void {
    const element = findKey(box, key);
    if (!element) return;
    const moved = offsetIn(box, element) - offset;
    if (Math.abs(moved) >= 1) this.#scroll(box, box.scrollTop + moved);
  }

  #scroll(box: HTMLElement, to: number): void {
    box.scrollTop = to;
    this.#set = box.scrollTop;
  }
}

/** The message with a key. */
export function findKey(box: HTMLElement, key: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

/** The last message whose end is on the screen. */
export function lastVisibleKey(box: HTMLElement): string | null {
  const end = box.getBoundingClientRect().bottom + 4;
  const all = box.querySelectorAll<HTMLElement>("[data-key]");
  const at = lowerBound(all, (element) => element.getBoundingClientRect().bottom > end);
  return all[at - 1]?.dataset["key"] ?? null;
}

function sizeOf(box: HTMLElement): string {
  return `${box.scrollHeight} ${box.clientHeight}`;
}

function isNearEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
}

function firstVisible(box: HTMLElement): Place | null {
  const top = box.getBoundingClientRect().top;
  const all = box.querySelectorAll<HTMLElement>("[data-key]");
  const found = all[lowerBound(all, (element) => element.getBoundingClientRect().bottom > top)];
  const key = found?.dataset["key"];
  return found && key ? { kind: "seen", key, offset: offsetIn(box, found) } : null;
}

function offsetIn(box: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** The first index whose element satisfies a test that once true stays true. */
function lowerBound(all: NodeListOf<HTMLElement>, test: (one: HTMLElement) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = all[middle];
    if (element && test(element)) high = middle;
    else low = middle + 1;
  }
  return low;
}
