/** Keeps the reader's place: at the end they stay at the end, elsewhere nothing moves. */

/** A message on the screen and how far below the upper edge it stands. */
interface Anchor {
  readonly key: string;
  readonly offset: number;
}

const NEAR_END = 48;

/** The scroll position of one box of `[data-key]` elements. */
export class ScrollKeeper {
  /** Whether the reader follows the conversation. */
  atEnd = true;
  #anchor: Anchor | null = null;

  /** Take note of where the reader is; call it after scrolling and before a change. */
  note(box: HTMLElement): void {
    this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    this.#anchor = firstVisible(box);
  }

  /** Put the reader back after a change. */
  restore(box: HTMLElement): void {
    if (this.atEnd) {
      box.scrollTop = box.scrollHeight;
      return;
    }
    const anchor = this.#anchor;
    const element = anchor && findKey(box, anchor.key);
    if (!element) return;
    const moved = offsetIn(box, element) - anchor.offset;
    if (Math.abs(moved) >= 1) box.scrollTop += moved;
  }

  /** Show an element a third down the box and stay there. */
  reveal(box: HTMLElement, element: HTMLElement): void {
    box.scrollTop += offsetIn(box, element) - box.clientHeight / 3;
    this.note(box);
  }

  /** Follow the end from now on. */
  follow(box: HTMLElement): void {
    this.atEnd = true;
    box.scrollTop = box.scrollHeight;
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

function firstVisible(box: HTMLElement): Anchor | null {
  const top = box.getBoundingClientRect().top;
  const all = box.querySelectorAll<HTMLElement>("[data-key]");
  const found = all[lowerBound(all, (element) => element.getBoundingClientRect().bottom > top)];
  const key = found?.dataset["key"];
  return found && key ? { key, offset: offsetIn(box, found) } : null;
}

function offsetIn(box: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** The first index whose element satisfies a test that once true stays true. */
function lowerBound(
  all: NodeListOf<HTMLElement>,
  test: (element: HTMLElement) => boolean,
): number {
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
