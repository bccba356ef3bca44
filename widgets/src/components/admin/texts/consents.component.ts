import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { consentsOf, enterConsent } from "../../../core/texting/consents.ts";
import type { EnterSmsConsent, SmsConsent, SmsEntryKind } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form, type Labelled, wordsField } from "../form.ts";
import { badge, fact, finder, hash, linkRow, moment, type Tone, whole } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { input } from "./sender_fields.ts";

const PAUSE_MS = 300;
const NEW = "new";
const KINDS = ["consent", "opt_out", "resubscription", "cleared", "note"] as const;
const MEANS = ["phone", "mail", "form", "staff"] as const;
const WORDS = 4_000;
const TONES: Readonly<Record<SmsEntryKind, Tone>> = {
  consent: "good",
  resubscription: "good",
  opt_out: "bad",
  doubt: "waits",
  confirmation: "plain",
  cleared: "plain",
  help: "plain",
  note: "plain",
};

/** The ledger of consents: what people agreed to and asked for, in their words; lines are added and never changed. */
export class OnrecordAdminConsents extends AdminSection {
  @state() private typed = "";
  readonly #found = new Paged<SmsConsent>(this);
  readonly #form = new Form(this, (selector) => this.find(selector));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal, typed } = this;
    if (portal) void this.#found.load((cursor) => consentsOf(portal.store.port, typed, cursor));
  }

  protected override again(): void {
    const { portal, typed } = this;
    if (portal) void this.#found.again((cursor) => consentsOf(portal.store.port, typed, cursor));
  }

  #more(): void {
    const { portal, typed } = this;
    if (portal) void this.#found.next((cursor) => consentsOf(portal.store.port, typed, cursor));
  }

  #narrow(typed: string): void {
    this.typed = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), PAUSE_MS);
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const list = html`<p class="about">${this.t("texts.consents_about")}</p>
      ${finder(this.t("texts.find_number"), (typed) => this.#narrow(typed))} ${this.#rows()}`;
    const tools = portal.rights.texts
      ? html`<button type="button" class="button primary" @click=${() => portal.go("texts", NEW)}>
          ${icon("plus", 16)}${this.t("texting.enter")}
        </button>`
      : nothing;
    return this.split(this.t("texts.consents"), list, this.#detail(portal.item), tools);
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#load(),
      ["book", this.t("texts.consents_none"), this.t("texts.consents_none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #row(one: SmsConsent): TemplateResult {
    const { portal, speech } = this;
    const said = [speech.date(one.at), speech.t(`texts.means_${one.means}`)];
    return linkRow(
      one.id,
      one.id === portal?.item,
      () => portal?.go("texts", one.id),
      html`<b class="clip"><bdi>${one.number}</bdi></b> ${this.#kind(one)}
        <span class="line">${whole(said)}</span>`,
    );
  }

  #kind({ kind }: SmsConsent): TemplateResult {
    return badge(TONES[kind], this.t(`texts.entry_${kind}`));
  }

  #detail(item: string | null): unknown {
    if (item === null) return null;
    const back = (): void => this.portal?.go("texts");
    if (item === NEW)
      return html`${this.top(this.t("texting.enter_title"), back)} ${this.#enter()}`;
    const one = this.#found.items?.find(({ id }) => id === item);
    if (one) return this.#whole(one, back);
    return html`${this.top(this.t("texts.consents"), back)}
    ${this.#found.items ? this.failure(this.t("texts.consent_gone")) : this.waiting()}`;
  }

  #whole(one: SmsConsent, back: () => void): TemplateResult {
    const { t } = this.speech;
    return html`${this.top(one.number, back, this.#kind(one))}
      ${one.words === null ? nothing : html`<q dir="auto">${one.words}</q>`}
      <dl class="card wide">
        ${fact(t("texts.said_at"), moment(this.speech, one.at))}
        ${fact(t("texts.recorded_at"), moment(this.speech, one.recorded_at))}
        ${fact(t("texts.by"), this.who(one.by))}
        ${fact(t("texting.means"), t(`texts.means_${one.means}`))}
        ${fact(t("texting.reach"), this.#reach(one))}
        ${fact(t("texts.for"), one.categories.map((each) => t(`texts.category_${each}`)).join(", "))}
        ${one.expires ? fact(t("texts.expires"), moment(this.speech, one.expires)) : nothing}
        ${one.words_hash ? fact("SHA-256", hash(one.words_hash)) : nothing}
      </dl>`;
  }

  #reach({ reach, programme }: SmsConsent): string {
    if (reach === "programme") return programme ?? "";
    return this.t(reach === "all" ? "texting.reach_all" : "texts.reach_sender");
  }

  #enter(): TemplateResult {
    const { t } = this.speech;
    return html`<p class="about">${t("texting.enter_about")}</p>
      <form @submit=${(event: SubmitEvent) => void this.#send(event)}>
        ${input(
          this.#form,
          { name: "number", label: t("texts.number"), hint: t("texts.number_full") },
          { value: this.typed, most: 64, required: true },
        )}
        ${this.#choice(
          { name: "kind", label: t("texting.what") },
          KINDS.map((one) => [one, t(`texting.kind_${one}`)]),
        )}
        ${this.#choice(
          { name: "means", label: t("texting.means") },
          MEANS.map((one) => [one, t(`texting.means_${one}`)]),
        )}
        ${wordsField(this.#form, { name: "words", label: t("texting.words") }, { most: WORDS, required: true })}
        ${this.#form.box()}
        ${this.#form.acts(t("texting.enter_it"), [t("action.cancel"), () => this.#leave()])}
      </form>`;
  }

  #choice(labelled: Labelled, all: readonly (readonly [string, string])[]): TemplateResult {
    return this.#form.field(
      labelled,
      ({ id, invalid }) =>
        html`<select class="field" id=${id} name=${labelled.name} aria-invalid=${invalid}>
          ${all.map(([one, text]) => html`<option value=${one}>${text}</option>`)}
        </select>`,
    );
  }

  #leave(): void {
    this.#form.clear();
    this.portal?.go("texts");
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { portal } = this;
    const form = this.find<HTMLFormElement>("form");
    if (!portal || !form) return;
    const given = new FormData(form);
    const value = (name: string): string => String(given.get(name) ?? "").trim();
    const command: EnterSmsConsent = {
      number: value("number"),
      kind: value("kind") as EnterSmsConsent["kind"],
      means: value("means") as EnterSmsConsent["means"],
      words: value("words"),
    };
    const sent = await this.#form.send(() => enterConsent(portal.store.port, command));
    if (!sent) return;
    this.#load();
    portal.go("texts");
  }
}
