/** Decides a case: one button for each way in which the policy lets it end. */
import { type TemplateResult, html, nothing } from "lit";

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
import type { Act } from "../rights.ts";
import { Steps } from "../steps.ts";

const DISPOSITIONS: readonly Disposition[] = ["no_issue", "false_positive", "coach", "violation"];
const REASONED: readonly Disposition[] = ["violation", "escalate"];
const CLEARS: readonly Disposition[] = ["no_issue", "false_positive"];
const AGAINST: readonly CaseAction[] = ["reject", "remove", "freeze"];

/** What its author is told needs no length, and may be long. */
const TOLD = { least: 1, most: 4_000 };

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

export class CaseDeciding extends Steps<Disposition> {
  protected override first(): HTMLElement | null {
    return this.find(".decide button, .decide input, .decide textarea");
  }

  /** Put the focus where one decides. */
  focus(): boolean {
    this.first()?.focus();
    return this.first() !== null;
  }

  render(around: Around, speech: Speech): TemplateResult {
    const { t } = speech;
    return html`<section class="decide" aria-label=${t("grants.decide")}>
      ${
        this.step
          ? this.#asking(this.step, around, speech)
          : html`<div class="acts">
              <h4>${t("case.decide")}</h4>
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
      ${this.#words("rationale", required, t)} ${this.#words("told", false, t)} ${this.form.box()}
      ${this.form.acts(t("case.decide"), [t("action.cancel"), () => this.choose(null)])}
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
    const hint = name === "told" ? t("case.told_hint") : needed;
    const length = name === "told" ? TOLD : { required };
    return this.reason({ name, label: t(`case.${name}`), hint }, { rows: 2, ...length });
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
    const decision = { case_id: id, version, disposition, action, ...words };
    await this.send(() => decideCase(around.port, decision), around.decided);
  }
}
