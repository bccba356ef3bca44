/** A device with a network that can be cut, for stores that talk to a real server. */
import { createChat } from "../../src/core/chat.ts";
import { browserPorts, type Locker, type Ports, type Socket } from "../../src/core/ports.ts";
import type { ChatState, ChatStore } from "../../src/core/types.ts";

export const BASE = process.env["ONRECORD_BASE"] ?? "";

/** What a browser keeps, in memory. */
export class Memory implements Locker {
  readonly map = new Map<string, string>();
  get length(): number {
    return this.map.size;
  }
  key(index: number): string | null {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
}

export class Device {
  readonly memory = new Memory();
  readonly #sockets = new Set<Socket>();
  #listeners = new Set<(online: boolean) => void>();
  /** `loud`: the browser says so; `silent`: nothing gets through and nobody says anything. */
  cutOff: "no" | "loud" | "silent" = "no";
  /** Answers that get lost after the server has acted. */
  loseAnswers = 0;

  cut(how: "loud" | "silent"): void {
    this.cutOff = how;
    if (how === "loud") for (const listener of this.#listeners) listener(false);
  }

  heal(): void {
    const was = this.cutOff;
    this.cutOff = "no";
    if (was === "loud") for (const listener of this.#listeners) listener(true);
  }

  chat(person: string): ChatStore {
    const tokenUrl = `${BASE.replace(/\/chat$/, "")}/token/${person}`;
    return createChat({ base: BASE, tokenUrl }, this.#ports());
  }

  #ports(): Ports {
    return {
      ...browserPorts(),
      origin: () => BASE,
      online: () => this.cutOff !== "loud",
      locker: () => this.memory,
      fetch: (input, init) => this.#fetch(input, init),
      socket: (url, protocol) => this.#socket(url, protocol),
      onNetwork: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  async #fetch(input: string, init: RequestInit): Promise<Response> {
    if (this.cutOff !== "no") throw new TypeError("no network");
    const answer = await fetch(input, init);
    if (init.method !== "POST" || this.loseAnswers === 0) return answer;
    this.loseAnswers -= 1;
    throw new TypeError("the answer was lost");
  }

  /** A socket whose words vanish while the network is cut, as they do behind a dead router. */
  #socket(url: string, protocol: string): Socket {
    const real = new WebSocket(url, protocol);
    const dead = (): boolean => this.cutOff !== "no" || !this.#sockets.has(shown);
    const shown: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => dead() || real.send(text),
      close: () => real.close(),
    };
    this.#sockets.add(shown);
    real.onopen = () => dead() || shown.onopen?.();
    real.onmessage = ({ data }) => {
      if (this.cutOff === "silent") this.#sockets.delete(shown);
      if (!dead()) shown.onmessage?.({ data });
    };
    real.onclose = ({ code, reason }) => dead() || shown.onclose?.({ code, reason });
    return shown;
  }
}

/** Wait until the state is as wanted; says what was waited for when it never is. */
export async function until(
  what: string,
  store: ChatStore,
  wanted: (state: ChatState) => boolean,
  seconds = 15,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!wanted(store.state)) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The texts of a timeline, tombstones as null. */
export function texts(store: ChatStore, id: string): (string | null)[] {
  return (store.state.conversations[id]?.timeline?.messages ?? []).map(({ text }) => text);
}
