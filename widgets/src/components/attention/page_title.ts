import { mark, retitled } from "../../core/attention/title.ts";

/** The title of the page with a count before it; whatever the page calls itself stays behind it. */
export class PageTitle {
  #mark = "";
  readonly #observer = new MutationObserver(() => this.#write(this.#mark));

  /** Show how much is unread; nothing unread gives the page its own title back. */
  show(unread: number): void {
    const next = mark(unread);
    if (next === this.#mark) return;
    this.#observer.disconnect();
    this.#write(next);
    if (next === "") return;
    this.#observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  }

  #write(next: string): void {
    const title = retitled(document.title, this.#mark, next);
    this.#mark = next;
    if (title !== document.title) document.title = title;
  }
}
