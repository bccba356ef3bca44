import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { endSessions, freezePerson, unfreezePerson } from "../../../core/oversight/watching.ts";
import type { Freeze, PersonStanding } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form, wordsField } from "../form.ts";
import {
  dutiesOf,
  dutyName,
  mayWords,
  opened,
  plain,
  reasonKey,
  standingWords,
} from "../naming.ts";
import { badge, fact, moment, note, problemBox, span } from "../parts.ts";
import { rightsOf } from "../rights.ts";
import { AdminSection } from "../section.ts";
import { REASONS, whyFrozen } from "./marks.ts";

/** Everybody has it. */
const MEMBER = "member";
const SPANS = ["PT1H", "P1D", "P3D", "P7D", "P14D", "P30D"];

type Asking = "freeze" | "out" | null;

/** One person: what keeps them from writing, their duties, and what may be done. Tells `changed`. */
export class OnrecordAdminPerson extends AdminSection {
  @property({ attribute: false }) standing: PersonStanding | null = null;

  @state() private asking: Asking = null;
  @state() private said = "";

  readonly #form = new Form(this, (selector) => this.find(selector));
  #shown = "";

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const id = this.standing?.person.id ?? "";
    if (id === this.#shown) return;
    this.#shown = id;
    this.asking = null;
    this.said = "";
    this.problem = null;
    this.#form.clear();
  }

  #ask(asking: Asking): void {
    this.asking = asking;
    this.said = "";
    this.#form.clear();
    void this.updateComplete.then(() =>
      this.find(asking ? "form select" : ".acts button")?.focus(),
    );
  }

  #submit(event: Event, id: string): void {
    event.preventDefault();
    const { portal, asking } = this;
    if (!portal) return;
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    const { port } = portal.store;
    const work =
      asking === "out"
        ? () => endSessions(port, id, text("reason_code"))
        : () =>
            freezePerson(port, {
              person_id: id,
              lasts: text("lasts"),
              reason_code: text("reason_code"),
              said: text("said") || null,
            });
    const said = this.t(asking === "out" ? "people.signed_out" : "people.was_frozen", {
      name: this.standing?.person.name ?? id,
    });
    void this.#form.send(work).then((done) => {
      if (done) this.#done(said);
    });
  }

  #done(said: string): void {
    this.#ask(null);
    this.said = said;
    this.tell("changed");
  }

  #unfreeze(id: string): void {
    const { portal } = this;
    if (!portal) return;
    void this.attempt(() => unfreezePerson(portal.store.port, id)).then((done) => {
      if (done) this.#done(this.t("people.was_unfrozen"));
    });
  }

  protected override render(): unknown {
    const { standing } = this;
    if (!standing) return nothing;
    return html`<div class="column">
      <dl class="card wide">
        ${this.#state(standing)} ${this.#policy(standing)} ${this.#doors(standing)}
        ${this.#duties(standing)} ${this.#attributes(standing)}
      </dl>
      ${problemBox(this.problem)}
      <div role="status">${this.said ? note("check", this.said) : nothing}</div>
      ${this.asking ? this.#asked(standing) : this.#acts(standing)}
    </div>`;
  }

  #state(one: PersonStanding): TemplateResult {
    const left = one.person.status === "deactivated";
    return html`${fact(
      this.t("people.here"),
      left ? badge("plain", this.t("people.left")) : badge("good", this.t("people.is_here")),
    )}
    ${fact(this.t("people.writing"), one.freeze ? this.#frozen(one.freeze) : this.#writes(one))}`;
  }

  #frozen(freeze: Freeze): TemplateResult {
    return html`${badge("bad", this.t("people.mark_frozen"))} ${this.t("people.until")}
    ${moment(this.speech, freeze.ends_at)} ·
    ${whyFrozen(freeze, this.portal?.policy?.document, this.speech)}`;
  }

  #writes({ person: { status }, must_acknowledge: owes }: PersonStanding): string {
    if (status === "deactivated") return this.t("people.writes_not");
    return this.t(owes ? "people.writes_later" : "people.writes");
  }

  #policy(one: PersonStanding): TemplateResult {
    const { acknowledged: version, acknowledged_at: at, must_acknowledge: owes } = one;
    const mark = owes ? badge("waits", this.t("people.mark_unacknowledged")) : nothing;
    const done = version
      ? html`${this.t("policy.version", { version })}${at ? html`, ${moment(this.speech, at)}` : nothing}`
      : this.t("people.acknowledged_none");
    return fact(this.t("people.acknowledged"), html`${done} ${mark}`);
  }

  #doors({ tokens_after: since }: PersonStanding): TemplateResult {
    const said = since ? moment(this.speech, since) : this.t("people.never_out");
    return fact(this.t("people.last_out"), said);
  }

  /** Their duties, and what the policy in force lets them do by these. */
  #duties({ person }: PersonStanding): TemplateResult {
    const { speech } = this;
    const document = this.portal?.policy?.document ?? null;
    const roles = person.roles ?? [];
    const duties = dutiesOf(roles, document);
    const others = roles.filter((one) => one !== MEMBER && !duties.includes(one));
    const rights = rightsOf({ person, scopes: [] }, document);
    const may = [...standingWords(rights, speech), ...mayWords(rights, speech)];
    const named = duties.map((one) => badge("good", dutyName(one, speech)));
    return html`${fact(
      this.t("people.duties"),
      named.length > 0 ? html`<span class="people">${named}</span>` : this.t("people.no_duty"),
    )}
    ${may.length > 0 ? fact(this.t("people.may"), opened(speech.names(may))) : nothing}
    ${others.length > 0 ? fact(this.t("people.roles"), speech.names(others.map(plain))) : nothing}`;
  }

  #attributes({ person: { attributes = {} } }: PersonStanding): TemplateResult[] {
    return Object.entries(attributes).map(([name, value]) =>
      fact(plain(name), name === "manager" ? this.who(value) : html`<bdi>${value}</bdi>`),
    );
  }

  #acts({ person: { id, status }, freeze }: PersonStanding): unknown {
    const { rights } = this.portal ?? {};
    if (!rights?.acts.has("freeze")) return note("lock", this.t("people.only_freezers"));
    if (rights.me === id) return note("lock", this.t("people.not_oneself"));
    if (status === "deactivated") return note("lock", this.t("people.left_already"));
    return html`<div class="acts">
      ${
        freeze
          ? html`<button type="button" class="button" @click=${() => this.#unfreeze(id)}>
              ${icon("check", 16)}${this.t("people.unfreeze")}
            </button>`
          : nothing
      }
      <button type="button" class="button danger" @click=${() => this.#ask("freeze")}>
        ${icon("snow", 16)}${this.t(freeze ? "people.freeze_anew" : "people.freeze")}
      </button>
      <button type="button" class="button" @click=${() => this.#ask("out")}>
        ${icon("leave", 16)}${this.t("people.sign_out")}
      </button>
    </div>`;
  }

  #asked({ person: { id } }: PersonStanding): TemplateResult {
    const out = this.asking === "out";
    return html`<form class="card" @submit=${(event: Event) => this.#submit(event, id)}>
      <h4>${this.t(out ? "people.sign_out" : "people.freeze")}</h4>
      <p class="about">${this.t(out ? "people.out_about" : "people.freeze_about")}</p>
      ${out ? nothing : this.#lasts()} ${this.#why()} ${out ? nothing : this.#words()}
      ${this.#form.box()}
      ${this.#form.acts(
        this.t(out ? "people.sign_out" : "people.freeze"),
        [this.t("action.cancel"), () => this.#ask(null)],
        !out,
      )}
    </form>`;
  }

  /** No reason is given before somebody chose it. */
  #why(): TemplateResult {
    return this.#form.field(
      { name: "reason_code", label: this.t("people.why") },
      ({ id, invalid, describes }) =>
        html`<select
          class="field"
          id=${id}
          name="reason_code"
          required
          aria-invalid=${invalid}
          aria-describedby=${describes}
        >
          <option value="">${this.t("people.why_none")}</option>
          ${REASONS.map((one) => html`<option value=${one}>${this.t(reasonKey(one))}</option>`)}
        </select>`,
    );
  }

  /** What there is to judge by for who decides an appeal of it. */
  #words(): TemplateResult {
    const hint = this.t("people.said_hint");
    const labelled = { name: "said", label: this.t("people.said"), hint };
    return wordsField(this.#form, labelled, { most: 4_000 });
  }

  #lasts(): TemplateResult {
    const { speech } = this;
    return this.#form.field(
      { name: "lasts", label: this.t("people.lasts") },
      ({ id }) =>
        html`<select class="field" id=${id} name="lasts">
          ${SPANS.map((one) => html`<option value=${one}>${span(speech, one)}</option>`)}
        </select>`,
    );
  }
}
