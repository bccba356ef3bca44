import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { type TemplateKind, listTemplates, putTemplate } from "../../../core/policy/templates.ts";
import type { ChatState } from "../../../core/types.ts";
import type {
  NoticeTemplate,
  NoticeTemplateKind,
  NoticeTemplates,
} from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { note } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";

type Placeholder = NoticeTemplateKind["placeholders"][number];
const MOST = 1000;
const WEEK_MS = 7 * 86_400_000;

/** The tenant's own words for notices: those that there are, and one of them to write. */
export class OnrecordAdminNoticeWords extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      /* The names of notices are sentences. */
      form.card > * {
        max-inline-size: none;
      }
      .inserts {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      .inserts button {
        font-family: var(--_mono);
        font-size: 12px;
      }
      .example {
        margin: 0;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private all: NoticeTemplates | null = null;
  @state() private kind: TemplateKind = "held";
  @state() private locale = "";
  @state() private text = "";
  @state() private done = "";

  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked: Portal["store"] | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || portal.store === this.#asked) return;
    this.#asked = portal.store;
    void this.attempt(() => this.#fetch(portal));
  }

  async #fetch(portal: Portal): Promise<void> {
    this.all = await listTemplates(portal.store.port);
    this.#choose(this.kind, this.locale || shortOf(this.speech.lang));
  }

  #of(kind: TemplateKind, locale: string): NoticeTemplate | undefined {
    return this.all?.data.find((one) => one.kind === kind && one.locale === locale);
  }

  #choose(kind: TemplateKind, locale: string): void {
    this.kind = kind;
    this.locale = locale;
    this.text = this.#of(kind, locale)?.text ?? "";
    this.done = "";
    this.#form.clear();
  }

  async #save(portal: Portal, text: string): Promise<void> {
    const { kind, locale } = this;
    const saved = await this.#form.send(async () => {
      await putTemplate(portal.store.port, kind, locale, text);
      await this.#fetch(portal);
    });
    if (saved) this.done = this.t(text ? "words.saved" : "words.taken_back");
  }

  #insert(one: Placeholder): void {
    const area = this.find<HTMLTextAreaElement>("textarea");
    if (!area) return;
    area.setRangeText(`{${one}}`, area.selectionStart, area.selectionEnd, "end");
    this.text = area.value;
    area.focus();
  }

  protected override render(): unknown {
    const { portal, all } = this;
    if (!portal) return nothing;
    if (!all)
      return this.problem
        ? this.failure(this.problem.detail, () => void this.attempt(() => this.#fetch(portal)))
        : this.waiting();
    const about = all.kinds.find(({ kind }) => kind === this.kind);
    return html`<div class="column">
      ${note("scales", this.t("words.about"))} ${this.#list(all)}
      ${about ? this.#editor(portal, all, about) : nothing}
    </div>`;
  }

  #list({ data }: NoticeTemplates): TemplateResult {
    if (data.length === 0) return html`<p class="about">${this.t("words.none")}</p>`;
    return html`<ul class="rows">
      ${data.map(
        (one) =>
          html`<li>
            <button
              type="button"
              class="row"
              data-row
              aria-current=${one.kind === this.kind && one.locale === this.locale ? "true" : nothing}
              @click=${() => this.#choose(one.kind, one.locale)}
            >
              <b>${this.t(`notices.${one.kind}`)}</b>
              <span>${this.#language(one.locale)}</span>
              <span class="line clip" dir="auto" lang=${one.locale}>${one.text}</span>
              <span class="line clip"
                ><bdi>${this.who(one.author)}</bdi> · ${this.speech.brief(one.at)}</span
              >
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #language(locale: string): string {
    try {
      return new Intl.DisplayNames(this.speech.lang, { type: "language" }).of(locale) ?? locale;
    } catch {
      return locale;
    }
  }

  #editor(portal: Portal, all: NoticeTemplates, about: NoticeTemplateKind): TemplateResult {
    const writes = portal.rights.writes;
    const kept = this.#of(this.kind, this.locale);
    const sent = (event: Event): void => {
      event.preventDefault();
      void this.#save(portal, this.text);
    };
    return html`<form class="card" @submit=${sent}>
      ${this.#kinds(all)}
      <div class="pair">${this.#locales(all)}</div>
      ${this.#words(about, writes)} ${this.#example(portal, about)} ${this.#form.box()}
      ${
        writes
          ? html`<div class="acts">
              <button
                type="submit"
                class="button primary"
                ?disabled=${this.#form.busy || !this.text.trim() || this.text === kept?.text}
              >
                ${this.t("action.save")}
              </button>
              ${
                kept
                  ? html`<button
                      type="button"
                      class="button"
                      ?disabled=${this.#form.busy}
                      @click=${() => void this.#save(portal, "")}
                    >
                      ${this.t("words.take_back")}
                    </button>`
                  : nothing
              }
            </div>`
          : html`<p class="about">${this.t("words.who")}</p>`
      }
      <p role="status">${this.done}</p>
    </form>`;
  }

  #kinds({ kinds }: NoticeTemplates): TemplateResult {
    return this.#form.field({ name: "kind", label: this.t("words.kind") }, ({ id }) => {
      const chosen = (event: Event): void =>
        this.#choose((event.target as HTMLSelectElement).value as TemplateKind, this.locale);
      return html`<select class="field" id=${id} @change=${chosen}>
        ${kinds.map(
          ({ kind }) =>
            html`<option value=${kind} ?selected=${kind === this.kind}>
              ${this.t(`notices.${kind}`)}
            </option>`,
        )}
      </select>`;
    });
  }

  #locales({ data }: NoticeTemplates): TemplateResult {
    const there = [
      ...new Set([...data.map(({ locale }) => locale), shortOf(this.speech.lang), "en"]),
    ];
    const label = this.t("words.locale");
    const hint = this.t("words.locale_hint");
    return this.#form.field({ name: "locale", label, hint }, ({ id, invalid, describes }) => {
      const typed = (event: Event): void =>
        this.#choose(this.kind, (event.target as HTMLInputElement).value.trim());
      return html`<input
          class="field"
          id=${id}
          dir="ltr"
          required
          maxlength="40"
          list="locales"
          autocomplete="off"
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${this.locale}
          @change=${typed}
        />
        <datalist id="locales">
          ${there.map((one) => html`<option value=${one}>${this.#language(one)}</option>`)}
        </datalist>`;
    });
  }

  #words({ placeholders, required }: NoticeTemplateKind, writes: boolean): TemplateResult {
    const must = required.map((one) => `{${one}}`).join(", ");
    const hint = must ? this.t("words.must", { must }) : this.t("words.text_hint");
    const label = this.t("words.text");
    return html`${this.#form.field(
      { name: "text", label, hint },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          rows="5"
          dir="auto"
          lang=${this.locale || nothing}
          maxlength=${MOST}
          ?readonly=${!writes}
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>`,
    )}
    ${writes ? this.#inserts(placeholders) : nothing}`;
  }

  #inserts(placeholders: readonly Placeholder[]): TemplateResult {
    return html`<div class="labelled" role="group" aria-labelledby="insert">
      <p class="hint" id="insert">${this.t("words.insert")}</p>
      <div class="inserts">
        ${placeholders.map(
          (one) =>
            html`<button
              type="button"
              class="button"
              title=${this.t(`words.fact.${one}`)}
              @click=${() => this.#insert(one)}
            >
              {${one}}
            </button>`,
        )}
      </div>
    </div>`;
  }

  /** As somebody would read it; what is not known is left as it stands, for the server to refuse. */
  #example(portal: Portal, { placeholders }: NoticeTemplateKind): unknown {
    if (!this.text.trim()) return nothing;
    const facts = this.#facts(portal);
    const said = this.text.replaceAll(/\{([a-z_]+)\}/g, (whole, name: Placeholder) =>
      placeholders.includes(name) ? facts[name] : whole,
    );
    return html`<section aria-labelledby="example">
      <h4 id="example">${this.t("words.example")}</h4>
      <p class="example" dir="auto" lang=${this.locale || nothing}>${said}</p>
    </section>`;
  }

  #facts(portal: Portal): Record<Placeholder, string> {
    const { state: now, policy, store } = portal;
    const at = store.port.now();
    const [first] = policy?.document.triggers ?? [];
    return {
      rule: first ? first.id.replaceAll(/[_-]/g, " ") : this.t("grants.rule"),
      policy_version: String(policy?.version ?? 1),
      at: timeOf(at),
      product: productOf(now),
      appeal_until: timeOf(at + WEEK_MS),
    };
  }
}

/** The language alone: words in `en` are read by those who ask for `en-GB` too. */
function shortOf(lang: string): string {
  return lang.replace(/-.*/, "");
}

function productOf({ branding }: ChatState): string {
  return branding?.branding.product_name ?? "Chat";
}

/** A moment as the server writes it into the words. */
function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
