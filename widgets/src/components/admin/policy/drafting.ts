/** A policy that is written: as a form and as a text, both of the same document, judged by the server. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import { checkPolicy, readPolicy, writePolicy } from "../../../core/policy/studio.ts";
import type { Port } from "../../../core/port.ts";
import { problemOf } from "../../../core/problems.ts";
import type {
  PolicyCheck,
  PolicyDocument,
  PolicyFault,
  PolicySource,
} from "../../../generated/wire.ts";
import { type Members, membersOf } from "./form_model.ts";

const PAUSE_MS = 500;
const LINE = /^Line (\d+): (.*)$/s;

/** What is wrong, and on which line of the text where that is known. */
export interface Fault extends PolicyFault {
  readonly line?: number;
}

export class Drafting implements ReactiveController {
  /** What the text says, as far as it could be read last. */
  value: Members | null = null;
  text = "";
  /** The text cannot be read, so that the form shows what stood there before. */
  broken = false;
  faults: readonly Fault[] = [];
  /** It could not be judged, and why. */
  failed = "";
  /** Something was written that was not judged yet. */
  waits = false;
  document: PolicyDocument | null = null;
  check: PolicyCheck | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #asks: () => { readonly port: Port; readonly lang: string } | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #judging: Promise<void> | null = null;
  #round = 0;
  #by: "form" | "text" = "form";

  constructor(host: ReactiveControllerHost, asks: () => { port: Port; lang: string } | null) {
    this.#host = host;
    this.#asks = asks;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  begin(document: PolicyDocument): void {
    this.value = membersOf(document);
    this.#changed("form", 0);
  }

  /** What is the same, as when a field is left, is judged already: what is pressed next stays where it is. */
  fill(value: Members): void {
    if (JSON.stringify(value) === JSON.stringify(this.value)) return;
    this.value = value;
    this.#changed("form", PAUSE_MS);
  }

  type(text: string): void {
    this.text = text;
    this.#changed("text", PAUSE_MS);
  }

  /** Forget a text that cannot be read, for what could be read last. */
  undo(): void {
    this.#changed("form", 0);
  }

  #changed(by: "form" | "text", pause: number): void {
    this.#by = by;
    this.#round += 1;
    this.waits = true;
    clearTimeout(this.#timer);
    if (pause > 0) this.#timer = setTimeout(() => void this.settle(), pause);
    else void this.settle();
    this.#host.requestUpdate();
  }

  /** Wait until the newest that was written is judged. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.waits) {
      this.#judging ??= this.#judge().finally(() => (this.#judging = null));
      await this.#judging;
    }
  }

  async #judge(): Promise<void> {
    const round = this.#round;
    const asks = this.#asks();
    if (!asks) return this.#done(round, () => undefined);
    try {
      const found = await this.#ask(asks.port);
      const sound = found.faults.length === 0 ? found.document : null;
      const check = sound && (await checkPolicy(asks.port, sound, asks.lang));
      this.#done(round, () => this.#found(found, check));
    } catch (error) {
      this.#done(round, () => this.#refused(error));
    }
  }

  #ask(port: Port): Promise<PolicySource> {
    return this.#by === "text" ? readPolicy(port, this.text) : writePolicy(port, this.value ?? {});
  }

  #done(round: number, set: () => void): void {
    if (round !== this.#round) return;
    this.waits = false;
    this.failed = "";
    set();
    this.#host.requestUpdate();
  }

  #found({ text, value, document, faults }: PolicySource, check: PolicyCheck | null): void {
    if (this.#by === "form") this.text = text;
    else this.value = value;
    this.broken = false;
    this.document = document;
    this.faults = faults.length > 0 || !check ? faults : check.faults;
    this.check = this.faults.length === 0 ? check : null;
  }

  /** What was typed stays as it is, with the line that is wrong; nothing of it is in the form yet. */
  #refused(error: unknown): void {
    const { detail, errors } = problemOf(error);
    const [, line, said] = LINE.exec(detail) ?? [];
    this.document = null;
    this.check = null;
    this.broken = this.#by === "text" && errors.some(({ pointer }) => pointer === "/text");
    this.faults = this.broken
      ? [{ pointer: "", line: Number(line ?? 1), detail: said ?? detail }]
      : [];
    if (!this.broken) this.failed = detail;
  }
}

/** What the server says is wrong with a document, by its place in it. */
export function faultsOf(errors: readonly PolicyFault[]): readonly Fault[] {
  return errors
    .filter(({ pointer }) => /^\/document(\/|$)/.test(pointer))
    .map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/document/, ""), detail }));
}
