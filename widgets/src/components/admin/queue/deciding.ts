/** Decides a case: one button for each way in which the policy lets it end. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import type { Speech } from "../../../base/speech.ts";
import { decideCase } from "../../../core/oversight/cases.ts";
import type { Port } from "../../../core/port.ts";
import type {
  Case,
  CaseAction,
  DecideCase,
  Disposition,
  OpenedCase,
  PolicyDocument,
} from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import type { Act } from "../rights.ts";

const DISPOSITIONS: readonly Disposition[] = ["no_issue", "false_positive", "coach", "violation"];
const REASONED: readonly Disposition[] = ["violation", "escalate"];
const CLEARS: readonly Disposition[] = ["no_issue", "false_positive"];
const AGAINST: readonly CaseAction[] = ["reject", "remove", "freeze"];
type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };

export interface Around {
  readonly port: Port;
  readonly opened: OpenedCase;
  readonly document: PolicyDocument | null;
  readonly acts: ReadonlySet<Act>;
  decided(next: Case): void;
}

/** How a review may end under a policy; to hand it on is an act of its own. */
export function endings(document: PolicyDocument | null): readonly Disposition[] {
  const known = document?.process?.dispositions ?? DISPOSITIONS;
  return known.filter((one) => one !== "escalate");
}

/** What fits to how it ends: who finds nothing wrong does nothing against anybody. */
function fitting(actions: readonly CaseAction[], chosen: Disposition): readonly CaseAction[] {
  return CLEARS.includes(chosen) ? actions.filter((one) => !AGAINST.includes(one)) : actions;
}

/** What can be done with what the case is about, in the state that it is in. */
export function actionsOf(opened: OpenedCase, acts: ReadonlySet<Act>): CaseAction[] {
  if (opened.case.protected) return ["none", "release"];
  const about = opened.messages.find(({ focus }) => focus);
  const state = about?.state;
  if (state === "held") return ["release", "reject"];
  const may: [CaseAction, boolean][] = [
    ["none", true],
    ["remove", state === "active" && acts.has("remove")],
    ["restore", state === "removed" && acts.has("restore")],
    ["freeze", acts.has("freeze")],
  ];
  return may.filter(([, can]) => can).map(([action]) => action);
}

/** What comes of it where there is no choice: what was held back goes out. */
function follows(action: CaseAction | undefined, t: Speech["t"]): unknown {
  if (action === undefined || action === "none") return nothing;
  return html`<p>${t("case.then")}: <b>${t(`case.action.${action}`)}</b></p>`;
}

export class CaseDeciding implements ReactiveController {
  readonly #host: Host;
  readonly #form: Form;
  readonly #find: (selector: string) => HTMLElement | null;
  #chosen: Disposition | null = null;

  constructor(host: Host, find: (selector: string) => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
    this.#form = new Form(host, find);
    host.addController(this);
  }

  hostConnected(): void {}

  begin(): void {
    this.#chosen = null;
    this.#form.clear();
  }

  /** Put the focus where one decides. */
  focus(): boolean {
    const button = this.#find(".decide button, .decide input, .decide textarea");
    button?.focus();
    return button !== null;
  }

  choose(one: Disposition | null): void {
    this.#chosen = one;
    this.#form.clear();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.focus());
  }

  render(around: Around, speech: Speech): TemplateResult {
    const { t } = speech;
    return html`<section class="decide" aria-label=${t("grants.decide")}>
      ${
        this.#chosen
          ? this.#asking(this.#chosen, around, speech)
          : html`<div class="acts">
              ${endings(around.document).map(
                (one, at) =>
                  html`<button
                    type="button"
                    class="button disposition"
                    @click=${() => this.choose(one)}
                  >
                    ${t(`case.disposition.${one}`)}<kbd aria-hidden="true">${at + 1}</kbd>
                  </button>`,
              )}
            </div>`
      }
    </section>`;
  }

  #asking(chosen: Disposition, around: Around, { t }: Speech): TemplateResult {
    const actions = fitting(actionsOf(around.opened, around.acts), chosen);
    const required = (around.document?.process?.rationale_required ?? REASONED).includes(chosen);
    return html`<form @submit=${(event: Event) => void this.#send(event, chosen, around)}>
      <h4>${t(`case.disposition.${chosen}`)}</h4>
      ${actions.length > 1 ? this.#options(actions, t) : follows(actions[0], t)}
      ${this.#words("rationale", required, t)} ${this.#words("told", false, t)} ${this.#form.box()}
      <div class="acts">
        <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
          ${t("case.decide")}
        </button>
        <button type="button" class="button quiet" @click=${() => this.choose(null)}>
          ${t("action.cancel")}
        </button>
      </div>
    </form>`;
  }

  /** What waits is released or rejected by who says so: neither is chosen before. */
  #options(actions: readonly CaseAction[], t: Speech["t"]): TemplateResult {
    return html`<fieldset>
      <legend>${t("case.then")}</legend>
      <div class="options">
        ${actions.map(
          (one) =>
            html`<label>
              <input
                type="radio"
                name="action"
                value=${one}
                required
                ?checked=${one === "none"}
              />${t(`case.action.${one}`)}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #words(name: "rationale" | "told", required: boolean, t: Speech["t"]): TemplateResult {
    const needed = required ? t("case.rationale_needed") : t("case.rationale_hint");
    return this.#form.field(
      {
        name,
        label: t(`case.${name}`),
        hint: name === "told" ? t("case.told_hint") : needed,
      },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          name=${name}
          rows="2"
          dir="auto"
          maxlength=${name === "told" ? 4_000 : 2_000}
          minlength=${name === "told" ? nothing : 10}
          ?required=${required}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        ></textarea>`,
    );
  }

  async #send(event: Event, disposition: Disposition, around: Around): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    const { id, version } = around.opened.case;
    const [first, ...others] = fitting(actionsOf(around.opened, around.acts), disposition);
    const action = (text("action") || (others.length > 0 ? "none" : first) || "none") as CaseAction;
    const words: Partial<DecideCase> = {
      ...(text("rationale") ? { rationale: text("rationale") } : {}),
      ...(text("told") ? { told: text("told") } : {}),
    };
    let next: Case | null = null;
    const done = await this.#form.send(async () => {
      next = await decideCase(around.port, { case_id: id, version, disposition, action, ...words });
    });
    if (done && next) around.decided(next);
  }
}
