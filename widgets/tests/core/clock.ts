/** A world of one's own: time moves when told to, sockets and answers are scripted. */
import type { Locker, Ports, Socket } from "../../src/core/ports.ts";

export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;
  readonly url: string;
  readonly protocol: string;

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  says(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  ends(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }
}

export class MemoryLocker implements Locker {
  readonly map = new Map<string, string>();
  full = false;

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
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.map.set(key, value);
  }

  removeItem(key: string): void {
    this.map.delete(key);
  }
}

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown> | null;
  /** Whether it goes on when the page is left. */
  readonly stays: boolean;
}

type Answer = (asked: Asked) => Response | Promise<Response>;

export class World {
  time = 1_000_000;
  luck = 1;
  online = true;
  storage: Locker | null = new MemoryLocker();
  readonly sockets: FakeSocket[] = [];
  readonly asked: Asked[] = [];
  answer: Answer = () => json(200, {});
  #timers: { at: number; run: () => void }[] = [];
  readonly #listeners = new Set<(online: boolean) => void>();
  #unique = 0;

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error("no socket was opened");
    return last;
  }

  readonly ports: Ports = {
    now: () => this.time,
    after: (milliseconds, run) => {
      const timer = { at: this.time + milliseconds, run };
      this.#timers.push(timer);
      return () => (this.#timers = this.#timers.filter((other) => other !== timer));
    },
    random: () => this.luck,
    unique: () => `id${(this.#unique += 1)}`,
    fetch: (input, init) => this.#fetch(input, init),
    socket: (url, protocol) => {
      const socket = new FakeSocket(url, protocol);
      this.sockets.push(socket);
      return socket;
    },
    locker: () => this.storage,
    origin: () => "https://app.example/page",
    online: () => this.online,
    onNetwork: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  /** Let so many milliseconds go by, and whatever follows from them. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settle();
    }
    this.time = end;
  }

  network(online: boolean): void {
    this.online = online;
    for (const listener of this.#listeners) listener(online);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const asked: Asked = {
      url,
      method: init.method ?? "GET",
      headers: init.headers as Record<string, string>,
      body: init.body ? (JSON.parse(init.body as string) as Record<string, unknown>) : null,
      stays: init.keepalive ?? false,
    };
    this.asked.push(asked);
    const stopped = new Promise<never>((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(new Error("stopped")));
    });
    return Promise.race([this.answer(asked), stopped]);
  }
}

export function json(status: number, document: unknown, headers = {}): Response {
  return Response.json(document, { status, headers });
}

export function problem(status: number, code: string, more = {}): Response {
  return json(status, { status, code, title: code, detail: `because ${code}`, ...more });
}

/** Let every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}
