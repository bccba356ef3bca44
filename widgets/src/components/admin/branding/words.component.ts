import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import type { TextKey } from "../../../base/speech.ts";
import { type Catalogue, LANGUAGES, LATER, loadCatalogue, loadFrom } from "../../../core/i18n.ts";
import type { Problem } from "../../../core/problems.ts";
import type { Branding } from "../../../generated/wire.ts";
import { PORTAL } from "../../../locales/portal/all.ts";
import type { Form } from "../form.ts";
import { languageName } from "../naming.ts";
import { choices } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { valueOf } from "./desk.ts";
import { HELP, WELCOME, WHERE, WORDS } from "./replaceable.ts";

/** The tenant's own words in place of ours, language by language, and the way to its help. */
export class OnrecordAdminBrandingWords extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      .field {
        text-overflow: ellipsis;
      }
      .pair {
        align-items: end;
      }
    `,
  ];

  @property({ attribute: false }) draft: Branding | null = null;
  @property({ attribute: false }) form: Form | null = null;
  /** What was refused: its fields say so. */
  @property({ attribute: false }) refused: Problem | null = null;

  @state() private language = "";
  /** What we say, without anything of the tenant's. */
  @state() private ours: Catalogue = {};

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.language) this.#choose(new Intl.Locale(this.speech.lang).language);
  }

  #choose(language: string): void {
    this.language = language;
    const all = [loadCatalogue(language), ...[LATER, PORTAL].map((one) => loadFrom(one, language))];
    void this.attempt(async () => {
      const found = await Promise.all(all);
      if (this.language === language) this.ours = Object.assign({}, ...found) as Catalogue;
    });
  }

  #set(key: TextKey, value: string): void {
    const { language } = this;
    const texts = this.draft?.texts ?? {};
    const said = without({ ...texts[language], [key]: value }, (text) => !text.trim());
    const all = { ...texts, [language]: said };
    this.tell("changed", { texts: without(all, (one) => Object.keys(one).length === 0) });
  }

  protected override render(): unknown {
    const { draft, form } = this;
    if (!draft || !form) return nothing;
    const languages = LANGUAGES.map((one) => [one, languageName(one, this.speech)] as const);
    return html`<p class="about">${this.t("branding.words_about")}</p>
      ${choices(this.t("branding.language"), languages, this.language, (one) => this.#choose(one))}
      ${this.#group("branding.words_welcome", WELCOME, draft, form)}
      ${this.#group("branding.words_names", WORDS, draft, form)}
      ${this.#group("branding.words_help", HELP, draft, form, this.#help(draft, form))}`;
  }

  #group(
    title: TextKey,
    keys: typeof WORDS,
    draft: Branding,
    form: Form,
    more: unknown = nothing,
  ): TemplateResult {
    return html`<fieldset class="card">
      <legend>${this.t(title)}</legend>
      ${more}
      <div class="pair">${keys.map((one) => this.#text(one, draft, form))}</div>
    </fieldset>`;
  }

  #text([key, most]: (typeof WORDS)[number], draft: Branding, form: Form): TemplateResult {
    const ours = this.ours[key] ?? "";
    const at = WHERE[key];
    const label = at ? this.t(at, { word: ours }) : ours;
    return form.field(
      { name: `branding/texts/${this.language}/${key}`, label },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          dir="auto"
          lang=${this.language}
          maxlength=${most}
          title=${key}
          placeholder=${ours}
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${draft.texts[this.language]?.[key] ?? ""}
          @input=${(event: Event) => this.#set(key, valueOf(event))}
        />`,
    );
  }

  #help(draft: Branding, form: Form): TemplateResult {
    return form.field(
      {
        name: "branding/help_url",
        label: this.t("branding.help_url"),
        hint: this.t("branding.help_url_hint"),
      },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          dir="ltr"
          inputmode="url"
          maxlength="2000"
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${draft.help_url ?? ""}
          @input=${(event: Event) =>
            this.tell("changed", { help_url: valueOf(event).trim() || null })}
        />`,
    );
  }
}

function without<T>(
  given: Readonly<Record<string, T>>,
  empty: (value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !empty(value)));
}
