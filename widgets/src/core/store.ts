/** An observable value: the heart of every screen, without a framework. */
import type { Unsubscribe } from "./types.ts";

interface Watcher<S> {
  check(state: S): void;
}

/**
 * Holds an immutable value and tells those whose slice of it changed.
 *
 * Listeners run synchronously after `set`, once per changed slice; a listener that throws does not
 * keep the others from hearing. A `set` from inside a listener is delivered after the current one.
 */
export class Store<S> {
  #state: S;
  readonly #watchers = new Set<Watcher<S>>();
  #telling = false;
  #again = false;

  constructor(initial: S) {
    this.#state = initial;
  }

  get state(): S {
    return this.#state;
  }

  /** Replace the value; the same object tells nobody. */
  set(next: S): void {
    if (next === this.#state) return;
    this.#state = next;
    this.#tell();
  }

  /** Replace the value by what `change` makes of it. */
  update(change: (state: S) => S): void {
    this.set(change(this.#state));
  }

  /** Hear about every change of a slice, compared with `Object.is`; not called at once. */
  subscribe<T>(selector: (state: S) => T, listener: (value: T) => void): Unsubscribe {
    let last = selector(this.#state);
    const watcher: Watcher<S> = {
      check(state) {
        const value = selector(state);
        if (Object.is(value, last)) return;
        last = value;
        listener(value);
      },
    };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #tell(): void {
    if (this.#telling) {
      this.#again = true;
      return;
    }
    this.#telling = true;
    try {
      do {
        this.#again = false;
        for (const watcher of [...this.#watchers]) this.#one(watcher);
      } while (this.#again);
    } finally {
      this.#telling = false;
    }
  }

  #one(watcher: Watcher<S>): void {
    if (!this.#watchers.has(watcher)) return;
    try {
      watcher.check(this.#state);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
