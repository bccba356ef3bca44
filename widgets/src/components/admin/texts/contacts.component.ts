import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import {
  changeContact,
  fetchContact,
  listContacts,
  recycleContact,
} from "../../../core/oversight/texts.ts";
import type { Port } from "../../../core/port.ts";
import type { ChangeSmsContact, Page, SmsContact } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { ListedSection } from "../listed.ts";
import { badge, fact, finder, problemBox, whole } from "../parts.ts";
import type { Rights } from "../rights.ts";
import { input } from "./sender_fields.ts";

const PAUSE_MS = 300;
const LIMITS = { name: 200, client_ref: 128, tz: 64, us_state: 2 } as const;

/** People outside: who has which number, what the host calls them, and where they are. */
export class OnrecordAdminContacts extends ListedSection<SmsContact> {
  protected readonly said = {
    section: "texts",
    glyph: "users",
    title: "texts.contacts",
    about: "texts.contacts_about",
    add: "texts.contacts",
    none: ["texts.contacts_none", "texts.contacts_none_next"],
  } as const;

  @state() private editing = false;
  /** Whether it is asked once more that the number has another owner. */
  @state() private sure = false;
  readonly #form = new Form(this, (selector) => this.find(selector));
  #typed = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected page(port: Port, cursor: string | null): Promise<Page<SmsContact>> {
    return listContacts(port, this.#typed, cursor);
  }

  protected single(port: Port, id: string): Promise<SmsContact> {
    return fetchContact(port, id);
  }

  /** They are added where somebody begins to write to them. */
  protected makes(): boolean {
    return false;
  }

  protected form(): unknown {
    return nothing;
  }

  protected begin(): void {
    this.editing = false;
    this.sure = false;
    this.#form.clear();
  }

  protected override tools(): unknown {
    return finder(this.t("texts.find_number"), (typed) => {
      this.#typed = typed;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.afresh(), PAUSE_MS);
    });
  }

  protected line(one: SmsContact): TemplateResult {
    const said = [one.name ? one.number : null, one.client_ref].filter((each) => each !== null);
    return html`<b class="clip" dir="auto">${one.name || one.number}</b>
      ${one.active ? nothing : badge("plain", this.t("texts.contact_ended"))}
      ${said.length > 0 ? html`<span class="line">${whole(said)}</span>` : nothing}`;
  }

  protected whole(one: SmsContact, back: () => void): TemplateResult {
    const { t, date } = this.speech;
    const none = t("texts.none");
    return html`${this.top(one.name || one.number, back)} ${problemBox(this.problem)}
      <dl class="card wide">
        ${fact(t("texts.number"), html`<bdi>${one.number}</bdi>`)}
        ${fact(t("texts.client_ref"), one.client_ref ?? none)}
        ${fact(t("texts.tz"), one.tz ?? none)} ${fact(t("texts.us_state"), one.us_state ?? none)}
        ${fact(t("texts.generation"), this.speech.number(one.generation))}
        ${fact(t("texts.added"), date(one.created_at))}
        ${one.ended_at ? fact(t("texts.ended"), date(one.ended_at)) : nothing}
      </dl>
      ${this.#acts(one)}`;
  }

  #acts(one: SmsContact): unknown {
    if (!one.active || !this.#manages(this.portal?.rights)) return nothing;
    if (this.editing) return this.#edit(one);
    return html`<div class="acts">
        <button type="button" class="button" @click=${() => (this.editing = true)}>
          ${this.t("texts.change")}
        </button>
        <button type="button" class="button danger" @click=${() => (this.sure = true)}>
          ${this.t("texts.recycle")}
        </button>
      </div>
      ${this.sure ? this.#asked(one) : nothing}`;
  }

  #manages(rights: Rights | undefined): boolean {
    return rights?.texts === true;
  }

  #asked(one: SmsContact): TemplateResult {
    return html`<div class="form" role="group" aria-labelledby="recycle">
      <p id="recycle">${this.t("texts.recycle_about")}</p>
      <div class="acts">
        <button type="button" class="button danger" @click=${() => void this.#recycle(one)}>
          ${this.t("texts.recycle_sure")}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.sure = false)}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </div>`;
  }

  async #recycle(one: SmsContact): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => {
      const fresh = await recycleContact(portal.store.port, one.id);
      this.changed(fresh);
      portal.go("texts", fresh.id);
    });
  }

  #edit(one: SmsContact): TemplateResult {
    const { t } = this.speech;
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event, one)}>
      ${input(this.#form, { name: "name", label: t("texts.contact_name") }, { value: one.name, most: LIMITS.name })}
      ${input(
        this.#form,
        { name: "client_ref", label: t("texts.client_ref"), hint: t("texts.client_ref_hint") },
        { value: one.client_ref ?? "", most: LIMITS.client_ref },
      )}
      ${input(
        this.#form,
        { name: "tz", label: t("texts.tz"), hint: t("texts.tz_hint") },
        { value: one.tz ?? "", most: LIMITS.tz },
      )}
      ${input(
        this.#form,
        { name: "us_state", label: t("texts.us_state"), hint: t("texts.us_state_hint") },
        { value: one.us_state ?? "", most: LIMITS.us_state },
      )}
      ${this.#form.box()}
      ${this.#form.acts(t("action.save"), [t("action.cancel"), () => this.begin()])}
    </form>`;
  }

  async #save(event: SubmitEvent, one: SmsContact): Promise<void> {
    event.preventDefault();
    const { portal } = this;
    const form = this.find<HTMLFormElement>("form");
    if (!portal || !form) return;
    const given = new FormData(form);
    const command: ChangeSmsContact = { contact_id: one.id };
    for (const name of ["name", "client_ref", "tz", "us_state"] as const) {
      const value = String(given.get(name) ?? "").trim();
      if (value) command[name] = value;
    }
    await this.#form.send(async () =>
      this.changed(await changeContact(portal.store.port, command)),
    );
  }
}
