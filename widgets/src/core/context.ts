/** What the parts of a chat share. */
import type { Client } from "./client.ts";
import type { Ports } from "./ports.ts";
import type { Store } from "./store.ts";
import type { ChatState } from "./types.ts";

export interface Context {
  readonly store: Store<ChatState>;
  readonly client: Client;
  readonly ports: Ports;
}
