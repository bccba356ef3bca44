/** Sends a form once, and shows what the server says of each field beside it. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import { type Problem, problemOf } from "../../core/problems.ts";
import { problemBox } from "./parts.ts";

/** What a field needs for whoever does not see it. */
export interface Aria {
  readonly id: string;
  readonly invalid: "true" | typeof nothing;
  readonly describes: string | typeof nothing;
}

export interface Labelled {
  /** The name of the member that the field fills, such as `reason`. */
  readonly name: string;
  readonly label: string;
  readonly hint?: unknown;
}

/** How long what is written may be. */
export interface Length {
  readonly rows?: number;
  readonly least?: number;
  readonly most: number;
  readonly required?: boolean;
}

/** Where words are written, in whatever script; a form is read by its name. */
export function wordsField(
  form: Form,
  labelled: Labelled,
  { rows = 3, least, most, required = false }: Length,
): TemplateResult {
  return form.field(
    labelled,
    ({ id, invalid, describes }) =>
      html`<textarea
        class="field"
        id=${id}
        name=${labelled.name}
        rows=${rows}
        dir="auto"
        minlength=${least ?? nothing}
        maxlength=${most}
        ?required=${required}
        aria-invalid=${invalid}
        aria-describedby=${describes}
      ></textarea>`,
  );
}

function idOf(name: string): string {
  return `f-${name.replaceAll("/", "-")}`;
}

export class Form implements ReactiveController {
  busy = false;
  problem: Problem | null = null;
  readonly #host: ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };
  readonly #find: (selector: string) => HTMLElement | null;
  readonly #names = new Set<string>();
  readonly #marks = new Map<string, string>();

  constructor(
    host: ReactiveControllerHost & { readonly updateComplete: Promise<boolean> },
    find: (selector: string) => HTMLElement | null,
  ) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Forget what was refused. */
  clear(): void {
    if (this.problem) this.#host.requestUpdate();
    this.problem = null;
  }

  /** Say what is wrong with a field before it is sent, or nothing: while one is wrong, none is. */
  mark(name: string, said: string): void {
    if (said) this.#marks.set(name, said);
    else this.#marks.delete(name);
    this.#host.requestUpdate();
  }

  /** Whether a field is marked. */
  get wrong(): boolean {
    return this.#marks.size > 0;
  }

  /** Send it; the focus goes to the first field that was refused. Answers whether it was taken. */
  async send(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    if (this.wrong) return this.#refused(this.problem);
    this.#set(true, null);
    try {
      await work();
      this.#set(false, null);
      return true;
    } catch (error) {
      return this.#refused(problemOf(error));
    }
  }

  async #refused(problem: Problem | null): Promise<false> {
    this.#set(false, problem);
    await this.#host.updateComplete;
    this.#find('[aria-invalid="true"]')?.focus();
    return false;
  }

  #set(busy: boolean, problem: Problem | null): void {
    this.busy = busy;
    this.problem = problem;
    this.#host.requestUpdate();
  }

  /** What is wrong with one member, or with what is inside it. */
  said(name: string): string {
    const mark = this.#marks.get(name);
    if (mark) return mark;
    const at = `/${name}`;
    const found = this.problem?.errors.filter(
      ({ pointer }) => pointer === at || pointer.startsWith(`${at}/`),
    );
    return (found ?? []).map(({ detail }) => detail).join(" ");
  }

  /** A field with its name, a hint, and what was wrong with it. */
  field({ name, label, hint }: Labelled, draw: (aria: Aria) => unknown): TemplateResult {
    this.#names.add(name);
    const said = this.said(name);
    const id = idOf(name);
    const notes = [hint ? `${id}-hint` : "", said ? `${id}-said` : ""].filter(Boolean).join(" ");
    return html`<div class="labelled">
      <label for=${id}>${label}</label>
      ${draw({ id, invalid: said ? "true" : nothing, describes: notes || nothing })}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
      ${said ? html`<p class="wrong" id="${id}-said">${said}</p>` : nothing}
    </div>`;
  }

  /** Sends it, or leaves it; what takes something from somebody looks like it. */
  acts(send: string, leave: readonly [string, () => void], grave = false): TemplateResult {
    const [label, run] = leave;
    return html`<div class="acts">
      <button type="submit" class="button primary ${grave ? "danger" : ""}" ?disabled=${this.busy}>
        ${send}
      </button>
      <button type="button" class="button quiet" @click=${run}>${label}</button>
    </div>`;
  }

  /** Whether its fields, which are there, say all that there is to say. */
  #saysAll({ errors, detail }: Problem): boolean {
    const drawn = [...this.#names].filter((name) => this.#find(`[id="${idOf(name)}"]`));
    const here = ({ pointer }: { pointer: string }): boolean =>
      drawn.some((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`));
    return errors.every(here) && errors.map((one) => one.detail).join("; ") === detail;
  }

  /** What was refused and stands at no field. */
  box(): unknown {
    const { problem } = this;
    if (!problem) return nothing;
    const placed = problem.errors.filter(({ pointer }) =>
      [...this.#names].some((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`)),
    );
    if (placed.length > 0 && this.#saysAll(problem)) return nothing;
    return problemBox(
      problem,
      placed.map(({ pointer }) => pointer),
    );
  }
}
