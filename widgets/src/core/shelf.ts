/**
 * What is kept on this device: messages that wait and drafts, one key each, under the mount, the
 * tenant and the person. One key each, so that two tabs do not overwrite each other. A browser that
 * keeps nothing, or has no room left, costs nothing but the memory of a reload.
 */
import type { Locker, Ports } from "./ports.ts";

const PREFIX = "onrecord:1";

export class Shelf {
  readonly #locker: Locker | null;
  readonly #prefix: string;

  constructor(ports: Ports, owner: readonly string[]) {
    this.#locker = ports.locker();
    this.#prefix = [PREFIX, ...owner.map(encodeURIComponent)].join(":") + ":";
  }

  /** Everything of one kind, by its name; what cannot be read is left alone. */
  all<T>(kind: string, isOne: (value: unknown) => value is T): Map<string, T> {
    const found = new Map<string, T>();
    const prefix = `${this.#prefix}${kind}:`;
    for (const key of this.#keys(prefix)) {
      const value = this.#read(key);
      if (isOne(value)) found.set(key.slice(prefix.length), value);
    }
    return found;
  }

  /** Keep a value; answers whether there was room. */
  put(kind: string, name: string, value: unknown): boolean {
    try {
      this.#locker?.setItem(`${this.#prefix}${kind}:${name}`, JSON.stringify(value));
      return this.#locker !== null;
    } catch {
      return false;
    }
  }

  drop(kind: string, name: string): void {
    this.#safely((locker) => locker.removeItem(`${this.#prefix}${kind}:${name}`));
  }

  /** Forget everything of this person. */
  wipe(): void {
    for (const key of this.#keys(this.#prefix)) this.#safely((locker) => locker.removeItem(key));
  }

  #keys(prefix: string): string[] {
    const keys: string[] = [];
    this.#safely((locker) => {
      for (let index = 0; index < locker.length; index += 1) keys.push(locker.key(index) ?? "");
    });
    return keys.filter((key) => key.startsWith(prefix));
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#locker?.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  #safely(run: (locker: Locker) => void): void {
    try {
      if (this.#locker) run(this.#locker);
    } catch {
      // The browser took the storage away meanwhile: nothing is kept, and nothing else changes.
    }
  }
}
