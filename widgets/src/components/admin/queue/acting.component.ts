import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import type { Speech } from "../../../base/speech.ts";
import {
  assignCase,
  decideAppeal,
  denyAsked,
  escalateCase,
  noteCase,
  revealCase,
  widenCase,
} from "../../../core/oversight/cases.ts";
import type { Port } from "../../../core/port.ts";
import type { Case, CaseAct, CaseRequest, Revealed } from "../../../generated/wire.ts";
import type { OnrecordPeople } from "../../people/people.component.ts";
import { Form } from "../form.ts";
import { AdminSection, type Portal } from "../section.ts";
import { caseStyles } from "./queue.styles.ts";

export type Doing = "note" | "assign" | "widen" | "reveal" | "escalate" | "decide_appeal" | "deny";
type Send = (port: Port, one: Case, given: FormData, asked: CaseRequest | null) => Promise<Case>;

const ALL: readonly Exclude<Doing, "deny">[] = [
  "decide_appeal",
  "note",
  "assign",
  "widen",
  "reveal",
  "escalate",
];
/** Most that one sees each way. */
const MOST = 50;

const text = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();

const SENDS: Readonly<Record<Doing, Send>> = {
  note: (port, one, given) => noteCase(port, one, text(given, "text")),
  assign: (port, one, given) => assignCase(port, one, text(given, "person_id") || null),
  widen: (port, one, given) =>
    widenCase(port, one, Number(text(given, "before")), text(given, "reason")),
  reveal: (port, one, given) =>
    revealCase(port, one, text(given, "whom") as Revealed, text(given, "reason")),
  escalate: (port, one, given) => escalateCase(port, one, text(given, "reason")),
  decide_appeal: (port, one, given) =>
    decideAppeal(port, one, {
      appeal_id: text(given, "appeal_id"),
      upheld: text(given, "upheld") === "yes",
      rationale: text(given, "rationale"),
      told: text(given, "told") || null,
    }),
  deny: (port, one, given, asked) => {
    if (!asked) throw new Error("there is no request");
    return denyAsked(port, one, asked, text(given, "reason"));
  },
};

/** What was done, and what the case is now. */
export interface Done {
  readonly next: Case;
  readonly doing: Doing;
}

/** What else one does with a case: notes, handing it on, seeing more, learning who it is. Tells `done`. */
export class OnrecordAdminActing extends AdminSection {
  static override styles = [...AdminSection.styles, caseStyles];

  @property({ attribute: false }) one: Case | null = null;

  /** The appeal that waits, where there is one. */
  @property({ attribute: false }) appeal: string | null = null;

  @state() private doing: Doing | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked: CaseRequest | null = null;
  #person = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("one") && changed.get("one")?.id !== this.one?.id) this.start(null);
  }

  start(doing: Doing | null, asked: CaseRequest | null = null): void {
    this.#person = "";
    this.#form.clear();
    this.doing = doing;
    this.#asked = asked;
    if (!doing) return;
    void this.updateComplete.then(() =>
      this.find("form :is(textarea, input, select, onrecord-people)")?.focus(),
    );
  }

  /** An appeal is decided by who has read it; nothing is seen around what a tag protects. */
  #can(act: Doing): boolean {
    if (act === "widen") return !this.one?.protected;
    return act !== "decide_appeal" || this.appeal !== null;
  }

  /** People are found by a part that nothing else here needs. */
  async #choose(doing: Doing): Promise<void> {
    if (doing === "assign") await import("../../people/people.ts");
    this.start(doing);
  }

  /** Where nothing can be done it takes no room. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.hidden = this.doing === null && this.#may().length === 0;
  }

  #may(): readonly Exclude<Doing, "deny">[] {
    const { may = [] } = this.one ?? {};
    return ALL.filter((act) => may.includes(act as CaseAct) && this.#can(act));
  }

  protected override render(): unknown {
    const { portal, one, doing } = this;
    if (!portal || !one) return nothing;
    if (doing) return this.#asking(doing, portal, one);
    const may = this.#may();
    if (may.length === 0) return nothing;
    return html`<div class="acts">
      ${may.map(
        (act) =>
          html`<button
            type="button"
            class=${act === "decide_appeal" ? "button primary" : "button"}
            @click=${() => void this.#choose(act)}
          >
            ${this.t(`case.do.${act}`)}
          </button>`,
      )}
    </div>`;
  }

  #asking(doing: Doing, portal: Portal, one: Case): TemplateResult {
    return html`<form @submit=${(event: Event) => void this.#send(event, doing, portal, one)}>
      <h4>${this.t(`case.do.${doing}`)}</h4>
      ${this.#fields(doing, portal, one)} ${this.#form.box()}
      ${this.#form.acts(
        this.t(`case.do.${doing}`),
        [this.t("action.cancel"), () => this.start(null)],
        doing === "deny",
      )}
    </form>`;
  }

  #fields(doing: Doing, portal: Portal, one: Case): unknown {
    const { t } = this.speech;
    if (doing === "note") return this.#area("text", t("case.note"), t("case.note_hint"), 1);
    if (doing === "assign") return this.#somebody(portal);
    if (doing === "decide_appeal") return this.#outcome();
    return html`${doing === "escalate" ? html`<p class="about">${t("case.escalate_hint")}</p>` : nothing}
    ${doing === "widen" ? this.#number(one, t) : nothing}
    ${doing === "reveal" ? this.#whom(t) : nothing}
    ${this.#area("reason", t("grants.reason"), t("grants.on_record"), 10)}`;
  }

  /** Where nothing is the shortest it may stay empty. */
  #area(name: string, label: string, hint: string, shortest: number): TemplateResult {
    return this.#form.field(
      { name, label, hint },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          name=${name}
          rows="3"
          dir="auto"
          ?required=${shortest > 0}
          minlength=${shortest}
          maxlength=${name === "told" ? 4_000 : 2_000}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        ></textarea>`,
    );
  }

  #number({ before }: Case, t: Speech["t"]): TemplateResult {
    return this.#form.field(
      { name: "before", label: t("case.each_way"), hint: t("case.each_way_hint") },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          type="number"
          id=${id}
          name="before"
          min="0"
          max=${MOST}
          required
          value=${Math.min(before * 2 || 10, MOST)}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    );
  }

  #outcome(): TemplateResult {
    const { t } = this.speech;
    return html`<fieldset>
        <legend>${t("case.appeal_outcome")}</legend>
        <div class="options">
          <label
            ><input type="radio" name="upheld" value="yes" required />${t("case.uphold")}</label
          >
          <label><input type="radio" name="upheld" value="no" />${t("case.uphold_not")}</label>
        </div>
      </fieldset>
      <input type="hidden" name="appeal_id" .value=${this.appeal ?? ""} />
      ${this.#area("rationale", t("case.rationale"), t("grants.on_record"), 10)}
      ${this.#area("told", t("case.told"), t("case.told_hint"), 0)}`;
  }

  #whom(t: Speech["t"]): TemplateResult {
    return this.#form.field(
      { name: "whom", label: t("case.whom") },
      ({ id }) =>
        html`<select class="field" id=${id} name="whom">
          <option value="people">${t("case.whom_people")}</option>
          <option value="reporters">${t("case.whom_reporters")}</option>
        </select>`,
    );
  }

  /** Nobody chosen gives it back to the queue. */
  #somebody(portal: Portal): TemplateResult {
    const { speech } = this;
    return html`<div class="labelled">
      <onrecord-people
        .speech=${speech}
        .label=${speech.t("case.assignee")}
        .search=${(query: string) => portal.store.searchPeople(query)}
        @change=${(event: Event) => {
          this.#person = (event.target as OnrecordPeople).value.at(-1)?.id ?? "";
        }}
      ></onrecord-people>
      <p class="hint">${speech.t("case.assign_hint")}</p>
    </div>`;
  }

  async #send(event: Event, doing: Doing, { store }: Portal, one: Case): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    if (this.#person) given.set("person_id", this.#person);
    let next: Case | null = null;
    const asked = this.#asked;
    const sent = await this.#form.send(async () => {
      next = await SENDS[doing](store.port, one, given, asked);
    });
    if (!sent || !next) return;
    this.start(null);
    this.tell("done", { next, doing } satisfies Done);
  }
}
