import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import {
  endSessions,
  freezePerson,
  listFrozen,
  unfreezePerson,
} from "../../../core/oversight/watching.ts";
import type { Freeze } from "../../../generated/wire.ts";
import type { OnrecordPeople } from "../../people/people.component.ts";
import { emptyState } from "../../states/states.ts";
import { Form } from "../form.ts";
import { plain, ruleName } from "../naming.ts";
import { moment, note, person, span } from "../parts.ts";
import { AdminSection } from "../section.ts";

const SPANS = ["PT1H", "P1D", "P3D", "P7D", "P14D", "P30D"];
const REASONS = [
  "harassment",
  "threat",
  "discrimination",
  "confidential",
  "fraud",
  "spam",
] as const;

/** Who cannot write for a while, and by which rule; freezing, letting write again, and signing out. */
export class OnrecordAdminPeople extends AdminSection {
  @state() private asking = false;
  @state() private out = "";

  readonly #found = new Paged<Freeze>(this);
  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listFrozen(portal.store.port, cursor));
  }

  #unfreeze(id: string): void {
    const { portal } = this;
    if (!portal) return;
    void this.attempt(() => unfreezePerson(portal.store.port, id)).then(() => this.#load());
  }

  #submit(event: Event): void {
    event.preventDefault();
    const { portal } = this;
    const id = this.find<OnrecordPeople>("onrecord-people")?.value.at(-1)?.id;
    if (!portal || !id) return;
    const { submitter } = event as SubmitEvent;
    const out = submitter?.getAttribute("value") === "out";
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? "");
    const { port } = portal.store;
    const work = out
      ? () => endSessions(port, id, text("reason_code"))
      : () => freezePerson(port, id, text("lasts"), text("reason_code"));
    void this.#form.send(work).then((done) => {
      if (!done) return;
      this.asking = false;
      this.out = out ? id : "";
      this.#load();
    });
  }

  protected override render(): unknown {
    const may = this.portal?.rights.acts.has("freeze") ?? false;
    return html`<div class="column">
      <div class="head">
        <h2 tabindex="-1" part="title">${this.t("admin.people")}</h2>
        ${
          may && !this.asking
            ? html`<button type="button" class="button" @click=${() => this.#begin()}>
                ${this.t("people.begin")}
              </button>`
            : nothing
        }
      </div>
      ${note("snow", this.t("people.about_freezing"))}
      ${this.problem ? this.failure(this.problem.detail) : nothing}
      <div role="status">${this.out ? note("check", this.#said()) : nothing}</div>
      ${this.asking ? this.#asking() : nothing}
      <h3>${this.t("people.frozen")}</h3>
      ${this.#rows(may)}
    </div>`;
  }

  #begin(): void {
    this.asking = true;
    this.out = "";
  }

  #said(): string {
    return this.t("people.signed_out", { name: this.who(this.out) });
  }

  #asking(): TemplateResult {
    const { portal, speech } = this;
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      <onrecord-people
        .speech=${speech}
        .search=${(query: string) => portal?.store.searchPeople(query) ?? Promise.resolve([])}
      ></onrecord-people>
      <div class="pair">
        ${this.#form.field(
          { name: "lasts", label: this.t("people.lasts") },
          ({ id }) =>
            html`<select class="field" id=${id} name="lasts">
              ${SPANS.map((one) => html`<option value=${one}>${span(speech, one)}</option>`)}
            </select>`,
        )}
        ${this.#form.field(
          { name: "reason_code", label: this.t("people.why") },
          ({ id }) =>
            html`<select class="field" id=${id} name="reason_code">
              ${REASONS.map((one) => html`<option value=${one}>${this.t(`case.reason.${one}`)}</option>`)}
            </select>`,
        )}
      </div>
      ${this.#form.box()}
      <div class="acts">
        <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
          ${this.t("people.freeze")}
        </button>
        <button type="submit" value="out" class="button" ?disabled=${this.#form.busy}>
          ${this.t("people.sign_out")}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.asking = false)}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </form>`;
  }

  #rows(may: boolean): unknown {
    const { items, failed } = this.#found;
    if (failed) return this.failure(failed, () => this.#load());
    if (!items) return this.waiting(2);
    if (items.length === 0) return emptyState("snow", this.t("people.nobody_frozen"), "");
    return html`<ul class="cards">
      ${items.map((one) => this.#frozen(one, may))}
    </ul>`;
  }

  /** By which rule, or for which reason a person gave. */
  #why({ trigger, reason_code: code }: Freeze): string {
    if (trigger) return ruleName(trigger, this.portal?.policy?.document, this.speech);
    const known = REASONS.find((one) => one === code);
    return known ? this.t(`case.reason.${known}`) : plain(code ?? "");
  }

  #frozen(one: Freeze, may: boolean): TemplateResult {
    return html`<li class="card">
      ${person(one.person_id, this.who(one.person_id))}
      <p class="about">
        ${this.t("people.until")} ${moment(this.speech, one.ends_at)} · ${this.#why(one)}
      </p>
      ${
        may
          ? html`<div class="acts">
              <button type="button" class="button" @click=${() => this.#unfreeze(one.person_id)}>
                ${this.t("people.unfreeze")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }
}
