/** Messages that are quoted where they are not loaded: each fetched once. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { Readers } from "../body/body.ts";
import { type About, subjectOf } from "../composer/drafts.ts";
import { copyText } from "../message/message.ts";
import type { ConversationState, Draft } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";

export class Quotes implements ReactiveController {
  /** By id; null are those that may not be seen. */
  known: ReadonlyMap<string, Message | null> = new Map();
  readonly #host: ReactiveControllerHost;
  readonly #fetch: (id: string) => Promise<Message | null>;
  readonly #asked = new Set<string>();

  constructor(host: ReactiveControllerHost, fetch: (id: string) => Promise<Message | null>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Something else is shown: begin anew. */
  forget(): void {
    this.#asked.clear();
    this.known = new Map();
  }

  async need(id: string): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    const message = await this.#fetch(id).catch(() => null);
    this.known = new Map(this.known).set(id, message);
    this.#host.requestUpdate();
  }

  /** What a draft answers or changes, in one line. */
  about(draft: Draft | null, at: ConversationState | null, readers: Readers): About | null {
    const id = subjectOf(draft);
    if (!id) return null;
    const message = at?.timeline?.messages.find((one) => one.id === id) ?? this.known.get(id);
    if (message === undefined) void this.need(id);
    if (!message) return { name: "", line: "" };
    const line = copyText(message.text ?? "", readers).replace(/\s+/g, " ");
    return { name: readers.name(message.author), line };
  }
}
