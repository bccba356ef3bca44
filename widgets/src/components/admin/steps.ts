/** Steps of something that waits for a decision: one is begun, its reason written, and it is sent. */
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";

import { Form, type Labelled, type Length, wordsField } from "./form.ts";

type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };
type Find = (selector: string) => HTMLElement | null;

/** What a reason that goes on the record is as long as. */
const REASON = { least: 10, most: 2_000 } as const;

export abstract class Steps<Step> implements ReactiveController {
  protected step: Step | null = null;
  protected readonly form: Form;
  protected readonly find: Find;
  readonly #host: Host;

  constructor(host: Host, find: Find) {
    this.#host = host;
    this.find = find;
    this.form = new Form(host, find);
    host.addController(this);
  }

  hostConnected(): void {}

  /** Where the focus goes as a step begins, or is left. */
  protected abstract first(step: Step | null): HTMLElement | null;

  /** Another thing is shown: nothing is begun yet. */
  begin(): void {
    this.step = null;
    this.form.clear();
  }

  /** Begin a step, or leave it. */
  choose(step: Step | null): void {
    this.step = step;
    this.form.clear();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.first(step)?.focus());
  }

  /** The field of a reason. */
  protected reason(labelled: Labelled, more: Partial<Length> = {}): TemplateResult {
    return wordsField(this.form, labelled, { ...REASON, ...more });
  }

  /** Send it; what it became is told, and nothing is begun any more. */
  protected async send<T>(work: () => Promise<T>, changed: (one: T) => void): Promise<void> {
    const answers: T[] = [];
    const done = await this.form.send(async () => void answers.push(await work()));
    const [answer] = answers;
    if (!done || answer === undefined) return;
    this.begin();
    changed(answer);
  }
}
