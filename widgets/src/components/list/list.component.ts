import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordElement } from "../../base/element.ts";
import { HeldFocus } from "../../base/held.ts";
import type { Problem } from "../../core/problems.ts";
import type { Space } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles, personAvatar, placeAvatar } from "../avatar/avatar.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { listStyles } from "./list.styles.ts";
import type { Place } from "./places.ts";
import type { Row, Section, SectionName } from "./rows.ts";

const CAP = 99;

/**
 * The conversations: unread first, then channels, groups and people, with a filter.
 *
 * Tells `open` (id), `side` (view), `fold` (key), `filter` (text), `more`, `start`, `retry` and `close`.
 */
export class OnrecordList extends OnrecordElement {
  static override styles = [reset, buttons, avatarStyles, stateStyles, listStyles];

  @property({ attribute: false }) sections: readonly Section[] = [];
  @property({ attribute: false }) places: readonly Place[] = [];
  @property({ attribute: false }) selected: string | null = null;
  @property({ attribute: false }) filter = "";
  @property({ attribute: false }) heading = "";
  @property({ attribute: false }) logo: unknown = null;
  @property({ attribute: false }) help: unknown = null;
  /** A path that leads back to the app. */
  @property({ attribute: false }) home: string | null = null;
  @property({ attribute: false }) loading: "first" | "more" | null = null;
  @property({ attribute: false }) problem: Problem | null = null;
  @property({ attribute: false }) more = false;
  @property({ type: Boolean }) closable = false;

  #cursor: string | null = null;

  constructor() {
    super();
    new HeldFocus(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selected") && this.selected) this.#cursor = this.selected;
    const ids = this.#ids();
    if (!this.#cursor || !ids.includes(this.#cursor)) this.#cursor = ids[0] ?? null;
  }

  /** Put the focus on the selected conversation, or on the filter where there is none. */
  focusRow(): void {
    const row = this.find(`[data-held="${this.#cursor ?? ""}"]`);
    (row ?? this.find("input"))?.focus();
  }

  #ids(): string[] {
    return this.sections.flatMap((section) => section.rows.map((row) => row.id));
  }

  #move(event: KeyboardEvent): void {
    const ids = this.#ids();
    const at = this.#target(event.key, ids.indexOf(this.#cursor ?? ""), ids.length);
    if (at === null || ids.length === 0) return;
    event.preventDefault();
    this.#cursor = ids[Math.max(0, Math.min(at, ids.length - 1))] ?? null;
    this.requestUpdate();
    void this.updateComplete.then(() => this.focusRow());
  }

  #target(key: string, at: number, length: number): number | null {
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: length - 1,
    };
    return targets[key] ?? null;
  }

  #fromFilter(event: KeyboardEvent): void {
    const first = this.#ids()[0];
    if (event.key === "Escape" && this.filter) {
      event.stopPropagation();
      this.tell("filter", "");
    } else if (event.key === "Enter" && first) {
      event.preventDefault(); // or the composer that gets the focus gets the line break
      this.tell("open", first);
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      this.#cursor = first;
      this.requestUpdate();
      void this.updateComplete.then(() => this.focusRow());
    }
  }

  #scrolled(event: Event): void {
    const box = event.currentTarget as HTMLElement;
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (this.more && this.loading === null && left < 400) this.tell("more");
  }

  protected override render(): TemplateResult {
    return html`
      <div class="top" part="list-header">
        ${this.#back()} ${this.logo}
        <h2 class="clip" dir="auto">${this.heading}</h2>
        ${this.#button("edit", "list.new", "start")}
        ${this.closable ? this.#button("close", "action.close", "close") : nothing}
      </div>
      <div class="search">
        ${icon("search", 16)}
        <input
          type="search"
          class="field"
          part="filter"
          dir="auto"
          autocomplete="off"
          .value=${this.filter}
          placeholder=${this.t("list.filter")}
          aria-label=${this.t("list.filter")}
          @input=${(e: InputEvent) => this.tell("filter", (e.target as HTMLInputElement).value)}
          @keydown=${this.#fromFilter}
        />
      </div>
      <nav
        class="scroll"
        aria-label=${this.t("list.label")}
        @keydown=${this.#move}
        @scroll=${this.#scrolled}
      >
        ${this.#ways()} ${this.#content()}
      </nav>
      ${this.help}
    `;
  }

  #button(glyph: "edit" | "close", key: "list.new" | "action.close", name: string): TemplateResult {
    return html`<button
      type="button"
      class="icon"
      aria-label=${this.t(key)}
      title=${this.t(key)}
      @click=${() => this.tell(name)}
    >
      ${icon(glyph)}
    </button>`;
  }

  /** Only a path of the same origin: nothing that runs, and nobody else's page. */
  #back(): TemplateResult | typeof nothing {
    if (!this.home || !/^\/(?![/\\])/.test(this.home)) return nothing;
    const label = this.t("list.home");
    return html`<a
      class="icon home"
      part="home"
      href=${this.home}
      aria-label=${label}
      title=${label}
    >
      ${icon("back")}
    </a>`;
  }

  /** Each stays the same button when one comes before it: the focus and the pointer are on it. */
  #ways(): unknown {
    return repeat(
      this.places,
      ({ view }) => view.kind,
      (place) => this.#place(place),
    );
  }

  #place({ glyph, label, view, asks, fresh }: Place): TemplateResult {
    return html`<button
      type="button"
      class="place ${asks ? "asks" : fresh ? "fresh" : ""}"
      part="place"
      data-held=${view.kind}
      @click=${() => this.tell("side", view)}
    >
      ${icon(glyph)}<span class="clip">${label}</span>
    </button>`;
  }

  #content(): TemplateResult {
    if (this.loading === "first") return skeletonRows(this.t("wait.conversations"), 7);
    if (this.sections.length === 0) return this.#nothing();
    return html`${repeat(
      this.sections,
      (section) => section.key,
      (section) => this.#section(section),
    )}${this.loading === "more" ? skeletonRows(this.t("wait.conversations"), 2) : nothing}`;
  }

  #nothing(): TemplateResult {
    if (this.problem)
      return emptyState("alert", this.t("error.list"), this.problem.detail, {
        label: this.t("action.retry"),
        run: () => this.tell("retry"),
      });
    if (this.filter)
      return emptyState("search", this.t("list.no_match", { filter: this.filter }), "", {
        label: this.t("list.new"),
        run: () => this.tell("start"),
      });
    return emptyState("chat", this.t("list.empty"), this.t("list.empty_next"), {
      label: this.t("list.new"),
      run: () => this.tell("start"),
    });
  }

  #section(section: Section): TemplateResult {
    const { key, name, space, rows } = section;
    const heading = space?.title ?? this.t(`list.section_${name as Exclude<SectionName, "space">}`);
    return html`<section aria-labelledby="s-${key}">
      <div class="heading">
        <h3 id="s-${key}">${space ? this.#fold(section, heading) : heading}</h3>
        ${space ? this.#about(space) : nothing}
      </div>
      <ul>
        ${repeat(
          rows,
          (row) => row.id,
          (row) => html`<li>${this.#row(row)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #fold({ key, folded }: Section, heading: string): TemplateResult {
    return html`<button
      type="button"
      class="fold"
      data-held=${`fold ${key}`}
      aria-expanded=${folded ? "false" : "true"}
      @click=${() => this.tell("fold", key)}
    >
      ${icon("chevron", 16)}<bdi class="clip">${heading}</bdi>
    </button>`;
  }

  #about({ id, title }: Space): TemplateResult {
    const label = this.t("list.space", { name: title });
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      @click=${() => this.tell("side", { kind: "space", space: id })}
    >
      ${icon("more", 16)}
    </button>`;
  }

  #row(row: Row): TemplateResult {
    const loud = row.unread > 0 && !row.muted;
    return html`<button
      type="button"
      class="row ${loud ? "loud" : ""}"
      part="row"
      data-held=${row.id}
      tabindex=${row.id === this.#cursor ? 0 : -1}
      aria-current=${row.id === this.selected ? "true" : nothing}
      @click=${() => this.tell("open", row.id)}
    >
      ${this.#avatar(row)}
      <span class="upper">
        <span class="title clip" dir="auto"
          >${row.title}${row.number ? html`<br /><bdi class="at">${row.number}</bdi>` : nothing}</span
        >
        <span class="at">${row.at ? this.speech.brief(row.at) : nothing}</span>
      </span>
      <span class="lower">
        <span class="line clip ${row.tone}" dir="auto"
          >${
            row.tone === "draft" ? html`<b>${this.t("list.draft")}</b> ` : nothing
          }${row.line}</span
        >
        ${this.#marks(row)}
      </span>
    </button>`;
  }

  #avatar(row: Row): TemplateResult {
    if (row.counterpart) return personAvatar(row.counterpart, row.title, row.presence);
    return placeAvatar(row.kind, row.subject);
  }

  #marks(row: Row): TemplateResult {
    return html`<span class="marks">
      ${row.archived ? html`<span class="muted">${this.t("list.archived")}</span>` : nothing}
      ${
        row.presence && row.presence !== "offline"
          ? html`<span class="sr">${this.t(`presence.${row.presence}`)}</span>`
          : nothing
      }
      ${
        row.muted
          ? html`<span class="muted" title=${this.t("conversation.muted")}
              >${icon("mute", 16)}<span class="sr">${this.t("conversation.muted")}</span></span
            >`
          : nothing
      }
      ${
        row.mentions > 0
          ? html`<span class="badge at-you" part="mention-badge" title=${this.#mentionText(row)}
              >@<span class="sr">${this.#mentionText(row)}</span></span
            >`
          : nothing
      }
      ${
        row.unread > 0
          ? html`<span class="badge ${row.muted ? "still" : ""}" part="badge"
              ><span aria-hidden="true">${this.#count(row.unread)}</span
              ><span class="sr">${this.t("list.unread", { count: row.unread })}</span></span
            >`
          : nothing
      }
    </span>`;
  }

  #mentionText(row: Row): string {
    return this.t("list.mentions", { count: row.mentions });
  }

  #count(value: number): string {
    return value > CAP ? `${this.speech.number(CAP)}+` : this.speech.number(value);
  }
}
