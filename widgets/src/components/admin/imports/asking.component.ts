import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { loadLater } from "../../../core/i18n.ts";
import { askToBring, listAsked, withdrawAsked } from "../../../core/oversight/bringing.ts";
import type { ImportFormat, ImportRequest, Person } from "../../../generated/wire.ts";
import { BRING } from "../../../locales/bring/all.ts";
import "../../people/people.ts";
import { Form } from "../form.ts";
import { dayField, dayOf } from "../days.ts";
import { badge, note, type Tone } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { FORMATS, nameOf } from "./formats.ts";

const TONES: Readonly<Record<ImportRequest["state"], Tone>> = {
  asked: "waits",
  agreed: "good",
  declined: "plain",
  withdrawn: "plain",
  done: "good",
};

/** Whom somebody asked for chats of another program, what they said, and asking one more. */
export class OnrecordAdminAsking extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      .file {
        align-self: flex-start;
        max-inline-size: 100%;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private worded = false;
  @state() private adding = false;
  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #found = new Paged<ImportRequest>(this);
  #person = "";
  #asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadLater(BRING).then(() => (this.worded = true));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listAsked(portal.store.port, false, cursor));
  }

  protected override again(): void {
    if (!this.adding) this.#load();
  }

  #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { portal } = this;
    if (!portal) return;
    const [since, until] = ["#f-since", "#f-until"].map((one) => dayOf(this.#value(one)));
    const wanted = {
      person_id: this.#person,
      format: this.#value("#f-format") as ImportFormat,
      reason: this.#value("#f-reason"),
      since: since ?? null,
      until: until ?? null,
    };
    const sent = await this.#form.send(() => askToBring(portal.store.port, wanted));
    if (!sent) return;
    this.adding = false;
    this.#load();
  };

  #value(selector: string): string {
    return this.find<HTMLInputElement>(selector)?.value.trim() ?? "";
  }

  async #withdraw(one: ImportRequest): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(() => withdrawAsked(portal.store.port, one.id));
    this.#load();
  }

  protected override render(): unknown {
    if (!this.portal || !this.worded) return nothing;
    return html`<section class="form" aria-labelledby="asked">
      <h3 id="asked">${this.t("bring.asked_rows")}</h3>
      ${this.problem ? note("alert", this.problem.detail, "warn") : nothing}
      ${this.#found.items?.map((one) => this.#row(one)) ?? nothing}
      ${this.adding ? this.#fields() : this.#add()}
    </section>`;
  }

  #add(): TemplateResult {
    return html`<p class="about">${this.t("bring.ask_about")}</p>
      <div class="acts">
        <button type="button" class="button" @click=${() => (this.adding = true)}>
          ${this.t("bring.ask")}
        </button>
      </div>`;
  }

  #row(one: ImportRequest): TemplateResult {
    const open = one.state === "asked" || one.state === "agreed";
    return html`<div class="card wide" part="row">
      <b dir="auto">${this.who(one.person_id)} · ${nameOf(one.format)}</b>
      ${badge(TONES[one.state], this.t(`bring.state.${one.state}`))}
      <p dir="auto">${one.reason ?? ""}</p>
      ${one.answer ? html`<q dir="auto">${one.answer}</q>` : nothing}
      ${one.receipts.map(({ name, import_id: id }) => this.#file(name || nameOf(one.format), id))}
      ${
        open
          ? html`<div class="acts">
              <button type="button" class="button" @click=${() => void this.#withdraw(one)}>
                ${this.t("bring.withdraw")}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #file(name: string, id: string): TemplateResult {
    return html`<button
      type="button"
      class="button file"
      dir="auto"
      @click=${() => this.portal?.go("imports", id)}
    >
      ${name}
    </button>`;
  }

  #fields(): TemplateResult {
    const close = (): void => {
      this.adding = false;
      this.#form.clear();
    };
    return html`<form @submit=${this.#send}>
      ${this.#whom()} ${this.#program()} ${this.#why()}
      <div class="pair">
        ${dayField(this.#form, { name: "since", label: this.t("bring.since") })}
        ${dayField(this.#form, { name: "until", label: this.t("bring.until") })}
      </div>
      ${this.#form.box()} ${this.#form.acts(this.t("bring.ask"), [this.t("action.cancel"), close])}
    </form>`;
  }

  #whom(): TemplateResult {
    const { portal } = this;
    const search = (query: string): Promise<readonly Person[]> =>
      portal?.store.searchPeople(query) ?? Promise.resolve([]);
    const wrong = this.#form.said("person_id");
    return html`<div class="labelled">
      <onrecord-people
        most="1"
        .label=${this.t("bring.person")}
        .speech=${this.speech}
        .search=${search}
        @change=${({ detail }: CustomEvent<readonly Person[]>) =>
          void (this.#person = detail[0]?.id ?? "")}
      ></onrecord-people>
      ${wrong ? html`<p class="wrong">${wrong}</p>` : nothing}
    </div>`;
  }

  #program(): TemplateResult {
    return this.#form.field(
      { name: "format", label: this.t("bring.format") },
      ({ id }) =>
        html`<select class="field" id=${id}>
          ${FORMATS.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>`,
    );
  }

  #why(): TemplateResult {
    return this.#form.field(
      { name: "reason", label: this.t("bring.reason"), hint: this.t("bring.reason_hint") },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          rows="3"
          required
          dir="auto"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        ></textarea>`,
    );
  }
}
