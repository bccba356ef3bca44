import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordPanel } from "../../base/panel.ts";
import { prefer, setKeywords } from "../../core/attention/actions.ts";
import type { SetPreferences } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { type Permission, askPermission, permission } from "./permission.ts";

const SIZES = [100, 125, 150, 175, 200];
const LANGUAGES = ["en", "de"];

/** What one wants to hear of everywhere: notifications of the desktop, and one's keywords. */
export class OnrecordAttention extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    css`
      section,
      form {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      h3 {
        font: var(--_t3);
        font-weight: 600;
      }
      p {
        color: var(--_muted);
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 8px;
      }
      .button {
        align-self: flex-start;
      }
      .add {
        display: flex;
        flex-direction: row;
        gap: 8px;
      }
      .add .field {
        flex: 1;
        min-inline-size: 0;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: max(36px, var(--_target));
        border-block-end: 1px solid var(--_line);
      }
      li span {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private allowed: Permission = permission();
  @state() private word = "";
  @state() private busy = false;

  protected override render(): TemplateResult {
    return this.frame(
      this.t("attention.title"),
      html`${this.#desktop()} ${this.#keywords()} ${this.#reading()}`,
    );
  }

  #desktop(): TemplateResult {
    const on = this.allowed === "granted" && (this.state?.notify ?? false);
    return html`<section aria-labelledby="desktop">
      <h3 id="desktop">${this.t("attention.desktop")}</h3>
      <p role="status">${this.#says(on)}</p>
      ${
        this.allowed === "unsupported" || this.allowed === "denied"
          ? nothing
          : html`<button
              type="button"
              class=${on ? "button" : "button primary"}
              @click=${() => this.#turn(!on)}
            >
              ${this.t(on ? "attention.turn_off" : "attention.turn_on")}
            </button>`
      }
    </section>`;
  }

  #says(on: boolean): string {
    if (this.allowed === "unsupported") return this.t("attention.unsupported");
    if (this.allowed === "denied") return this.t("attention.denied");
    return this.t(on ? "attention.on" : "attention.off");
  }

  async #turn(on: boolean): Promise<void> {
    if (on) this.allowed = await askPermission();
    this.store?.setNotify(on && this.allowed === "granted");
  }

  #keywords(): TemplateResult {
    const words = this.state?.keywords ?? [];
    return html`<section aria-labelledby="keywords">
      <h3 id="keywords">${this.t("attention.keywords")}</h3>
      <p>${this.t("attention.keywords_text")}</p>
      <form class="add" @submit=${this.#add}>
        <input
          class="field"
          dir="auto"
          autocomplete="off"
          aria-label=${this.t("attention.word")}
          placeholder=${this.t("attention.word")}
          .value=${this.word}
          @input=${(event: InputEvent) => (this.word = (event.target as HTMLInputElement).value)}
        /><button type="submit" class="button" ?disabled=${this.busy || this.word.trim() === ""}>
          ${this.t("attention.add")}
        </button>
      </form>
      <ul aria-label=${this.t("attention.keywords")}>
        ${repeat(
          words,
          (word) => word,
          (word) => html`<li><span dir="auto">${word}</span>${this.#drop(words, word)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #drop(words: readonly string[], word: string): TemplateResult {
    const label = this.t("attention.remove", { word });
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      ?disabled=${this.busy}
      @click=${() => this.#set(words.filter((one) => one !== word))}
    >
      ${icon("close", 16)}
    </button>`;
  }

  /** In which language one reads, and how large text is: everywhere, on every device. */
  #reading(): TemplateResult {
    const { language = null, text_size = 100 } = this.state ?? {};
    const names = new Intl.DisplayNames([this.speech.lang], { type: "language" });
    const all = [...new Set([...LANGUAGES, ...(language ? [language] : [])])];
    const languages = all.map((one) => [one, names.of(one) ?? one] as const);
    const sizes = SIZES.map((one) => [`${one}`, `${this.speech.number(one)} %`] as const);
    return html`<section aria-labelledby="reading">
      <h3 id="reading">${this.t("attention.reading")}</h3>
      <p>${this.t("attention.reading_text")}</p>
      ${this.#pick("language", [["", this.t("attention.language_page")], ...languages], language ?? "", (one) => ({ language: one }))}
      ${this.#pick("text_size", sizes, `${text_size}`, (one) => ({ text_size: Number(one) }))}
    </section>`;
  }

  #pick(
    name: "language" | "text_size",
    all: readonly (readonly [string, string])[],
    chosen: string,
    wish: (one: string) => SetPreferences,
  ): TemplateResult {
    return html`<label>
      ${this.t(`attention.${name}`)}
      <select
        class="field"
        name=${name}
        @change=${(event: Event) => this.#prefer(wish((event.target as HTMLSelectElement).value))}
      >
        ${all.map(
          ([one, text]) => html`<option value=${one} ?selected=${one === chosen}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  #prefer(wish: SetPreferences): void {
    const { store } = this;
    if (store) void this.attempt(() => prefer(store.port, wish));
  }

  async #add(event: Event): Promise<void> {
    event.preventDefault();
    const word = this.word.trim();
    if (word === "" || this.busy) return;
    if (await this.#set([...(this.state?.keywords ?? []), word])) this.word = "";
    this.find("input")?.focus();
  }

  async #set(words: readonly string[]): Promise<boolean> {
    const { store } = this;
    if (!store) return false;
    this.busy = true;
    const done = await this.attempt(() => setKeywords(store.port, words));
    this.busy = false;
    if (done) this.find("input")?.focus();
    return done;
  }
}
