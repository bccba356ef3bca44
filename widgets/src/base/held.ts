/** Keeps the focus on what it is on, though that is drawn anew in another place. */
import type { ReactiveController } from "lit";

import type { OnrecordElement } from "./element.ts";

/**
 * A browser drops the focus of an element that moves in its tree, or that is made anew under another
 * heading: the key pressed next would go nowhere. What carries `data-held` gets it back, by its value.
 */
export class HeldFocus implements ReactiveController {
  readonly #element: OnrecordElement;
  #held: string | null = null;

  constructor(element: OnrecordElement) {
    this.#element = element;
    element.addController(this);
  }

  hostUpdate(): void {
    this.#held = this.#active()?.dataset["held"] ?? null;
  }

  /** Only what this very drawing took away is given back: who went elsewhere meant to. */
  hostUpdated(): void {
    if (this.#held === null || this.#active()) return;
    const named = this.#element.renderRoot.querySelectorAll<HTMLElement>("[data-held]");
    [...named].find((one) => one.dataset["held"] === this.#held)?.focus({ preventScroll: true });
  }

  #active(): HTMLElement | null {
    const root = this.#element.renderRoot;
    return root instanceof ShadowRoot ? (root.activeElement as HTMLElement | null) : null;
  }
}
