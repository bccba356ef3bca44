/** What the core needs of the outside, as values: a browser's by default, a test's own otherwise. */
import type { Unsubscribe } from "./types.ts";

/** The part of a `WebSocket` that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** The part of `localStorage` that is used; it may throw, and may not be there at all. */
export interface Locker {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Ports {
  /** Unix time in milliseconds. */
  now(): number;
  /** Call later; answers how to call it off. */
  after(milliseconds: number, run: () => void): Unsubscribe;
  /** A number from 0 up to 1. */
  random(): number;
  /** 128 random bits as 32 hex digits. */
  unique(): string;
  fetch(input: string, init: RequestInit): Promise<Response>;
  socket(url: string, protocol: string): Socket;
  locker(): Locker | null;
  /** Where relative addresses start. */
  origin(): string;
  online(): boolean;
  /** Hear when the network comes or goes. */
  onNetwork(listener: (online: boolean) => void): Unsubscribe;
}

/** The ports of a browser. Nothing is touched until it is asked for. */
export function browserPorts(): Ports {
  return {
    now: () => Date.now(),
    after: later,
    random: () => Math.random(),
    unique,
    fetch: (input, init) => globalThis.fetch(input, init),
    socket: (url, protocol) => new WebSocket(url, protocol) as unknown as Socket,
    locker,
    origin: () => globalThis.location.href,
    online: () => globalThis.navigator.onLine,
    onNetwork,
  };
}

function later(milliseconds: number, run: () => void): Unsubscribe {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

/** `crypto.randomUUID` is missing on plain http; this is not. */
function unique(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A browser that keeps nothing (privacy mode, a sandboxed frame) throws on access. */
function locker(): Locker | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

function onNetwork(listener: (online: boolean) => void): Unsubscribe {
  const up = (): void => listener(true);
  const down = (): void => listener(false);
  globalThis.addEventListener("online", up);
  globalThis.addEventListener("offline", down);
  return () => {
    globalThis.removeEventListener("online", up);
    globalThis.removeEventListener("offline", down);
  };
}
