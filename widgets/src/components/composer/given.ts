/** Files that the tray has not taken yet: it is loaded with the first of them, and may not come. */
import { type LazyParts, isLoading, isReady } from "../../base/lazy.ts";
import type { OnrecordTray } from "../tray/tray.component.ts";

export const TRAY = "onrecord-tray";

export class Given {
  readonly #files: File[] = [];
  readonly #lazy: LazyParts;
  readonly #submit: () => void;
  /** Whether sending was asked for before the tray had them. */
  #pressed = false;

  /** `submit` does once more what was asked for, when it is known whether the tray comes. */
  constructor(lazy: LazyParts, submit: () => void) {
    this.#lazy = lazy;
    this.#submit = submit;
  }

  /** How many wait for a tray that is there, or comes. */
  get count(): number {
    return isReady(TRAY) || isLoading(TRAY) ? this.#files.length : 0;
  }

  add(files: readonly File[]): void {
    this.#files.push(...files);
    void this.#take();
  }

  /** Sending is asked for: whether the tray must take the files first. */
  wait(): boolean {
    this.#pressed = this.count > 0;
    if (this.#pressed && isReady(TRAY)) void this.#take();
    return this.#pressed;
  }

  /** They go nowhere; answers whether there were any. */
  forget(): boolean {
    this.#pressed = false;
    this.#lazy.giveUp(TRAY);
    return this.#files.splice(0).length > 0;
  }

  async #take(): Promise<void> {
    await this.#lazy.summon<OnrecordTray>(TRAY, (tray) => tray.add(this.#files.splice(0)));
    const settled = this.#files.length === 0 || !isReady(TRAY);
    if (this.#pressed && settled) this.#submit();
  }
}
