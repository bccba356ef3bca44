/** The way of a version into force: propose, approve exactly what was read, take back. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import type { Speech } from "../../../base/speech.ts";
import { approvePolicy, proposePolicy, withdrawPolicy } from "../../../core/policy/studio.ts";
import type { Port } from "../../../core/port.ts";
import type { PolicyVersionDetail } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { note } from "../parts.ts";
import type { Rights } from "../rights.ts";
import type { Portal } from "../section.ts";

const LOOKS = { edit: "button", propose: "button primary", withdraw: "button danger" } as const;

type Step = "propose" | "withdraw";
type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };

interface Outcome {
  changed(): void;
  edit(): void;
}

export class Approving implements ReactiveController {
  readonly #host: Host;
  readonly #form: Form;
  readonly #find: (selector: string) => HTMLElement | null;
  #step: Step | null = null;
  #text = "";

  constructor(host: Host, find: (selector: string) => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
    this.#form = new Form(host, find);
    host.addController(this);
  }

  hostConnected(): void {}

  /** Another version is shown. */
  begin(): void {
    this.#step = null;
    this.#text = "";
    this.#form.clear();
  }

  render(portal: Portal, one: PolicyVersionDetail, speech: Speech, outcome: Outcome): unknown {
    const { rights, store } = portal;
    const { t } = speech;
    if (!["draft", "proposed", "waiting"].includes(one.state)) return nothing;
    return html`<section class="decision" aria-label=${t("grants.decide")}>
      ${this.#why(one, rights, t)}
      ${
        this.#step
          ? this.#asking(this.#step, store.port, one, speech, outcome)
          : html`${this.#form.box()}
              <div class="acts">${this.#acts(one, rights, store.port, speech, outcome)}</div>`
      }
    </section>`;
  }

  #why({ state, author, approvals }: PolicyVersionDetail, rights: Rights, t: Speech["t"]): unknown {
    if (state !== "proposed") return nothing;
    if (author === rights.me) return note("info", t("studio.own"));
    if (approvals.some(({ person_id: id }) => id === rights.me))
      return note("check", t("grants.approved_by_you"));
    return rights.approves
      ? note("info", t("studio.read_first"))
      : note("info", t("studio.who_approves"));
  }

  #acts(
    one: PolicyVersionDetail,
    rights: Rights,
    port: Port,
    { t }: Speech,
    outcome: Outcome,
  ): TemplateResult {
    const may = allowed(one, rights);
    const button = (key: keyof typeof LOOKS, run: () => void): TemplateResult =>
      html`<button type="button" class=${LOOKS[key]} @click=${run}>${t(`studio.${key}`)}</button>`;
    const approve = (): void => void this.#send(() => approvePolicy(port, one), outcome);
    return html`${
      may.approve
        ? html`<button
            type="button"
            class="button primary"
            ?disabled=${this.#form.busy}
            @click=${approve}
          >
            ${icon("check", 16)}${t("studio.approve")}
          </button>`
        : nothing
    }
    ${may.change ? button("edit", () => outcome.edit()) : nothing}
    ${may.change ? button("propose", () => this.#begin("propose")) : nothing}
    ${may.withdraw ? button("withdraw", () => this.#begin("withdraw")) : nothing}`;
  }

  #begin(step: Step | null): void {
    this.#step = step;
    this.#text = "";
    this.#form.clear();
    this.#host.requestUpdate();
    const first = step ? ".decision input" : ".decision .acts button:last-of-type";
    void this.#host.updateComplete.then(() => this.#find(first)?.focus());
  }

  #asking(
    step: Step,
    port: Port,
    one: PolicyVersionDetail,
    { t }: Speech,
    outcome: Outcome,
  ): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#send(() => this.#do(step, port, one), outcome);
    };
    const write = (event: Event): void => {
      this.#text = (event.target as HTMLInputElement).value;
    };
    const name = step === "propose" ? "effective_from" : "reason";
    return html`<form @submit=${submit}>
      ${this.#form.field(
        { name, label: t(`studio.${step}_field`), hint: t(`studio.${step}_hint`) },
        ({ id, invalid, describes }) =>
          html`<input
            class="field"
            type=${step === "propose" ? "datetime-local" : "text"}
            id=${id}
            maxlength="200"
            aria-invalid=${invalid}
            aria-describedby=${describes}
            @input=${write}
          />`,
      )}
      ${this.#form.box()}
      ${this.#form.acts(
        t(`studio.${step}`),
        [t("action.cancel"), () => this.#begin(null)],
        step === "withdraw",
      )}
    </form>`;
  }

  #do(step: Step, port: Port, one: PolicyVersionDetail): Promise<unknown> {
    if (step === "withdraw") return withdrawPolicy(port, one, this.#text);
    return proposePolicy(port, one, this.#text ? new Date(this.#text).toISOString() : null);
  }

  async #send(work: () => Promise<unknown>, { changed }: Outcome): Promise<void> {
    if (!(await this.#form.send(work))) return;
    this.begin();
    changed();
  }
}

function allowed(
  { state, author, approvals }: PolicyVersionDetail,
  { me, writes, approves }: Rights,
): { approve: boolean; change: boolean; withdraw: boolean } {
  const done = author === me || approvals.some(({ person_id: id }) => id === me);
  const own = author === me && state !== "waiting";
  return {
    approve: state === "proposed" && approves && !done,
    change: state === "draft" && writes,
    withdraw: approves || own,
  };
}
