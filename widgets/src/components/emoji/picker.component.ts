import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordPopover } from "../../base/popover.ts";
import type { TextKey } from "../../base/speech.ts";
import { type Emoji, TONES, findEmoji, readEmoji, withTone } from "./emoji.ts";
import { pickerStyles } from "./picker.styles.ts";
import { type Tone, quickEmoji } from "./quick.ts";

/** Groups in Unicode's order; 2 are parts of emoji and not offered. */
const GROUPS: readonly { readonly id: number; readonly glyph: string; readonly text: TextKey }[] = [
  { id: -1, glyph: "🕘", text: "emoji.recent" },
  { id: 0, glyph: "🙂", text: "emoji.smileys" },
  { id: 1, glyph: "👋", text: "emoji.people" },
  { id: 3, glyph: "🌿", text: "emoji.nature" },
  { id: 4, glyph: "🍎", text: "emoji.food" },
  { id: 5, glyph: "🚚", text: "emoji.travel" },
  { id: 6, glyph: "⚽", text: "emoji.activities" },
  { id: 7, glyph: "💡", text: "emoji.objects" },
  { id: 8, glyph: "🔣", text: "emoji.symbols" },
  { id: 9, glyph: "🏁", text: "emoji.flags" },
];
const COLUMNS = 8;
const PAGE = 5;
const RECENT = 24;
const HAND = "✋";

const WORDS: Readonly<Record<string, () => Promise<{ default: string }>>> = {
  en: () => import("virtual:emoji/words-en"),
  de: () => import("virtual:emoji/words-de"),
};

/** What the picker needs to know of the person, and whom it tells. */
export interface Picking {
  readonly recent: readonly string[];
  readonly tone: Tone;
  /** Called with what was chosen. */
  chosen(emoji: string): void;
  /** Called when another skin tone is wanted from now on. */
  toned(tone: Tone): void;
}

/** All emoji: by group, by name, with skin tones; steered by the arrow keys. */
export class OnrecordEmoji extends OnrecordPopover {
  static override styles = [...OnrecordPopover.styles, pickerStyles];

  protected override readonly edge = "start";

  @property({ attribute: false }) tone: Tone = 0;

  @state() private all: readonly Emoji[] = [];
  @state() private group = 0;
  @state() private query = "";
  @state() private at = 0;
  @state() private toning = false;

  #picking: Picking | null = null;
  #recent: readonly string[] = [];
  #spoken = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.speech.lang !== this.#spoken) void this.#load(this.speech.lang);
  }

  /** Let somebody choose; beside `anchor` where there is room. */
  async pick(anchor: Element | null, picking: Picking): Promise<void> {
    this.#picking = picking;
    this.#recent = quickEmoji(picking.recent, RECENT);
    this.tone = picking.tone;
    this.query = "";
    this.toning = false;
    this.at = 0;
    this.group = picking.recent.length > 0 ? -1 : 0;
    await this.#load(this.speech.lang);
    await this.openAt(anchor);
  }

  async #load(lang: string): Promise<void> {
    if (lang === this.#spoken) return;
    this.#spoken = lang;
    const own = WORDS[lang];
    const english = WORDS["en"];
    const asked = [own !== english ? own?.() : null, english?.()];
    const [table, ...words] = await Promise.all([import("virtual:emoji/table"), ...asked]);
    const known = words.flatMap((one) => one?.default ?? []);
    if (lang === this.#spoken) this.all = readEmoji(table.default, ...known);
  }

  #shown(): readonly Emoji[] {
    if (this.query.trim()) return findEmoji(this.all, this.query);
    if (this.group >= 0) return this.all.filter(({ group }) => group === this.group);
    return this.#recent.map((emoji) => this.#known(emoji));
  }

  /** One that was chosen with its tone keeps it. */
  #known(emoji: string): Emoji {
    const found = this.all.find((one) => one.emoji === emoji);
    const bare = { emoji, group: -1, toned: false, label: emoji, words: "" };
    return { ...(found ?? bare), toned: false };
  }

  #written({ emoji, toned }: Emoji): string {
    return toned ? withTone(emoji, this.tone) : emoji;
  }

  #choose(one: Emoji | undefined): void {
    if (!one) return;
    this.close();
    this.#picking?.chosen(this.#written(one));
  }

  #wear(tone: Tone): void {
    this.tone = tone;
    this.toning = false;
    this.#picking?.toned(tone);
    void this.updateComplete.then(() => this.find(".tone")?.focus());
  }

  #enter(group: number): void {
    this.group = group;
    this.query = "";
    this.at = 0;
    this.find(".grid")?.scrollTo(0, 0);
  }

  #typed(event: InputEvent): void {
    this.query = (event.target as HTMLInputElement).value;
    this.at = 0;
  }

  /** From the field the arrow down leads into the grid, and Enter takes the first. */
  #fromField(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.#focus(0);
    else if (event.key === "Enter") this.#choose(this.#shown()[this.at]);
    else return;
    event.preventDefault();
  }

  #inGrid(event: KeyboardEvent): void {
    const last = this.#shown().length - 1;
    const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const row = this.at - (this.at % COLUMNS);
    const targets: Record<string, number> = {
      ArrowRight: this.at + turn,
      ArrowLeft: this.at - turn,
      ArrowDown: this.at + COLUMNS,
      ArrowUp: this.at - COLUMNS,
      PageDown: Math.min(last, this.at + COLUMNS * PAGE),
      PageUp: Math.max(0, this.at - COLUMNS * PAGE),
      Home: event.ctrlKey ? 0 : row,
      End: event.ctrlKey ? last : Math.min(last, row + COLUMNS - 1),
    };
    const next = targets[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) this.find("input")?.focus();
    else this.#focus(Math.min(next, last));
  }

  #focus(at: number): void {
    this.at = at;
    void this.updateComplete.then(() => this.find(`[data-at="${at}"]`)?.focus());
  }

  #inTabs(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = GROUPS.findIndex(({ id }) => id === this.group);
    this.#enter(GROUPS[(now + step + GROUPS.length) % GROUPS.length]?.id ?? 0);
    void this.updateComplete.then(() => this.find('[role="tab"][aria-selected="true"]')?.focus());
  }

  protected override render(): TemplateResult {
    const shown = this.#shown();
    const inside = html`${this.#top()} ${this.query.trim() ? nothing : this.#tabs()}
      ${this.#grid(shown)}
      <div class="name" aria-hidden="true">${this.#name(shown)}</div>
      <div class="sr" role="status">
        ${this.query.trim() ? this.t("emoji.found", { count: shown.length }) : nothing}
      </div>`;
    return this.frame("dialog", this.t("emoji.title"), inside);
  }

  #top(): TemplateResult {
    return html`<div class="top">
      <input
        type="search"
        class="field"
        data-first
        autocomplete="off"
        .value=${this.query}
        placeholder=${this.t("emoji.search")}
        aria-label=${this.t("emoji.search")}
        @input=${this.#typed}
        @keydown=${this.#fromField}
      />
      ${this.toning ? this.#tones() : this.#tone()}
    </div>`;
  }

  #tone(): TemplateResult {
    return html`<button
      type="button"
      class="icon tone"
      aria-expanded="false"
      aria-label=${this.t("emoji.tone")}
      title=${this.t("emoji.tone")}
      @click=${() => {
        this.toning = true;
        void this.updateComplete.then(() => this.find('[aria-checked="true"]')?.focus());
      }}
    >
      ${withTone(HAND, this.tone)}
    </button>`;
  }

  #tones(): TemplateResult {
    const step = (event: KeyboardEvent): void => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="radio"]')];
      const at = all.indexOf(event.target as HTMLElement);
      all[(at + by + all.length) % all.length]?.focus();
    };
    return html`<div
      class="tones"
      role="radiogroup"
      aria-label=${this.t("emoji.tone")}
      @keydown=${step}
    >
      ${TONES.map(
        (tone) =>
          html`<button
            type="button"
            class="icon"
            role="radio"
            aria-checked=${tone === this.tone ? "true" : "false"}
            tabindex=${tone === this.tone ? 0 : -1}
            aria-label=${this.t(`emoji.tone_${tone}`)}
            title=${this.t(`emoji.tone_${tone}`)}
            @click=${() => this.#wear(tone)}
          >
            ${withTone(HAND, tone)}
          </button>`,
      )}
    </div>`;
  }

  #tabs(): TemplateResult {
    return html`<div class="tabs" role="tablist" @keydown=${this.#inTabs}>
      ${GROUPS.map(
        ({ id, glyph, text }) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${id}"
            aria-selected=${id === this.group ? "true" : "false"}
            aria-controls="grid"
            aria-label=${this.t(text)}
            title=${this.t(text)}
            tabindex=${id === this.group ? 0 : -1}
            @click=${() => this.#enter(id)}
          >
            ${glyph}
          </button>`,
      )}
    </div>`;
  }

  #grid(shown: readonly Emoji[]): TemplateResult {
    if (shown.length === 0) return html`<p class="none" id="grid">${this.t("emoji.none")}</p>`;
    const rows = Array.from({ length: Math.ceil(shown.length / COLUMNS) }, (_, row) =>
      shown.slice(row * COLUMNS, (row + 1) * COLUMNS),
    );
    return html`<div
      class="grid"
      id="grid"
      role="grid"
      aria-label=${this.t("emoji.title")}
      @keydown=${this.#inGrid}
    >
      ${rows.map(
        (row, y) =>
          html`<div role="row">${row.map((one, x) => this.#cell(one, y * COLUMNS + x))}</div>`,
      )}
    </div>`;
  }

  #cell(one: Emoji, at: number): TemplateResult {
    return html`<span role="gridcell"
      ><button
        type="button"
        data-at=${at}
        tabindex=${at === this.at ? 0 : -1}
        aria-label=${one.label}
        @focus=${() => (this.at = at)}
        @pointerenter=${() => (this.at = at)}
        @click=${() => this.#choose(one)}
      >
        ${this.#written(one)}
      </button></span
    >`;
  }

  #name(shown: readonly Emoji[]): unknown {
    const one = shown[this.at];
    return one ? html`<span class="big">${this.#written(one)}</span> ${one.label}` : nothing;
  }
}
