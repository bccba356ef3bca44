/** Keeps an element up to date about the texts of one conversation, as long as it is on the page. */
import type { ReactiveController } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import type { Port } from "../../core/port.ts";
import { type Texting, type Told, textingOf } from "../../core/texting/texting.ts";
import type { Unsubscribe } from "../../core/types.ts";

export class Followed implements ReactiveController {
  readonly #host: OnrecordElement;
  #port: Port | null = null;
  #conversation = "";
  #stop: Unsubscribe | null = null;

  constructor(host: OnrecordElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listen();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** What is known now; from here on it is followed. */
  of(port: Port | null, conversation: string): Told | null {
    if (!port || !conversation) return null;
    if (port !== this.#port) {
      this.#port = port;
      this.#listen();
    }
    this.#conversation = conversation;
    const texting = textingOf(port);
    texting.want(conversation);
    return texting.of(conversation);
  }

  /** Have what became of one message's text. */
  wantText(message: string): void {
    this.#texting?.wantText(this.#conversation, message);
  }

  get #texting(): Texting | null {
    return this.#port ? textingOf(this.#port) : null;
  }

  #listen(): void {
    this.#stop?.();
    this.#stop = this.#texting?.subscribe(() => this.#host.requestUpdate()) ?? null;
  }
}
