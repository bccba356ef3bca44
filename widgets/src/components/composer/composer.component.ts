import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { LazyParts } from "../../base/lazy.ts";
import type { Parked } from "../../core/files/uploads.ts";
import type { Port } from "../../core/port.ts";
import type { Draft, SendOn, SendOptions } from "../../core/types.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import type { Change, MarkName } from "../tools/marks.ts";
import type { OnrecordTray } from "../tray/tray.component.ts";
import type { OnrecordTools } from "../tools/tools.component.ts";
import { composerStyles } from "./composer.styles.ts";
import { type About, type Sent, subjectOf } from "./drafts.ts";
import { drawAbout, drawAdvice, drawCounter, drawTexting } from "./parts.ts";
import { Given, TRAY } from "./given.ts";
import { type Named, fromWire, toWire } from "./mentions.ts";
import { Offered } from "./offered.ts";

/** Keys that, with Ctrl or ⌘, do what a tool does. */
const SHORTCUTS: Readonly<Record<string, MarkName>> = { b: "bold", i: "italic", e: "code" };

const NEAR_LIMIT = 0.9;
const SHORT = 20;
const EMPTY: Draft = { text: "", replyTo: null, editing: null };

/**
 * Where messages are written.
 *
 * Tells `draft` (Draft or null), `send` (Sent), `save` (text of an edit), `send-on` (the
 * key chosen to send with), `typing` and `edit-last`.
 */
export class OnrecordComposer extends OnrecordElement {
  static override styles = [reset, buttons, avatarStyles, composerStyles];

  @property({ attribute: false }) conversationId = "";
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) people: readonly Named[] = [];
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) limit = 20_000;
  @property({ attribute: false }) heading = "";
  /** What to write here, instead of the name it goes to. */
  @property({ attribute: false }) hint = "";
  @property({ attribute: false }) sendOn: SendOn = "enter";
  /** Why nothing can be written here now; empty when it can. */
  @property({ attribute: false }) closed = "";

  /** Whether the writer announces: to those who only read. */
  @property({ attribute: false }) leads = false;

  /** How files are carried; null where none go. */
  @property({ attribute: false }) port: Port | null = null;
  /** The conversation that files are uploaded for, where one writes in a thread of it. */
  @property({ attribute: false }) room = "";

  @state() private text = "";
  /** How many files go with what is written. */
  @state() private files = 0;
  /** What goes with the next message. */
  @state() private options: SendOptions = {};

  /** Why no text goes to somebody outside now; empty when one does. */
  @state() private held = "";

  /** Whether files stayed behind: what takes them could not be loaded. */
  @state() private unattached = false;

  readonly #lazy = new LazyParts(this);
  readonly #given = new Given(this.#lazy, () => this.#submit());
  readonly #completion = new Offered(this, {
    people: () => this.people,
    replace: (from, to, insert) => {
      const caret = from + insert.length;
      this.#change({ from, to, insert, start: caret, end: caret });
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("conversationId")) this.#begin();
    if (!changed.has("draft") && !changed.has("conversationId")) return;
    const wire = this.draft?.text ?? "";
    if (wire !== toWire(this.text, this.people)) this.text = this.#shown(wire);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const area = this.#area();
    if (!area) return;
    if (area.value !== this.text) area.value = this.text;
    this.#grow(area);
    if (changed.has("draft") && !changed.has("conversationId")) this.#began(changed.get("draft"));
  }

  #begin(): void {
    this.#completion.close();
    this.options = {};
    this.held = "";
    this.#given.forget();
    this.unattached = false;
  }

  /** A reply or an edit begins: write. */
  #began(before: Draft | null | undefined): void {
    const target = subjectOf(this.draft);
    if (target && target !== subjectOf(before)) this.focusText();
  }

  /** Put the caret at the end of what is written. */
  focusText(): void {
    const area = this.#area();
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }

  #area(): HTMLTextAreaElement | null {
    return this.find<HTMLTextAreaElement>("textarea");
  }

  #shown(wire: string): string {
    return fromWire(wire, (id) => this.people.find((person) => person.id === id)?.name);
  }

  #grow(area: HTMLTextAreaElement): void {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight}px`;
  }

  #wire(): string {
    return toWire(this.text, this.people).trim();
  }

  #typed(): void {
    const area = this.#area();
    if (!area) return;
    this.text = area.value;
    this.unattached = false;
    void this.#completion.look(area);
    this.#keep();
    if (this.text.trim() && !this.draft?.editing) this.tell("typing");
  }

  #keep(): void {
    const draft = { ...(this.draft ?? EMPTY), text: toWire(this.text, this.people) };
    const empty = !draft.text && !draft.replyTo && !draft.editing;
    this.tell("draft", empty ? null : draft);
  }

  /** Replace a stretch so that the browser's own undo still works. */
  #change({ from, to, insert, start, end }: Change): void {
    const area = this.#area();
    if (!area) return;
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, insert)) area.setRangeText(insert);
    area.setSelectionRange(start, end);
    this.#typed();
  }

  #mark(name: MarkName): void {
    void this.#lazy.summon<OnrecordTools>("onrecord-tools", (tools) => {
      const area = this.#area();
      if (!area) return;
      const { value: text, selectionStart: start, selectionEnd: end } = area;
      this.#change(tools.change(name, { text, start, end }));
    });
  }

  #mention(): void {
    const area = this.#area();
    if (!area) return;
    const at = area.selectionStart;
    const insert = /\S/.test(area.value[at - 1] ?? "") ? " @" : "@";
    const caret = at + insert.length;
    this.#change({ from: at, to: area.selectionEnd, insert, start: caret, end: caret });
  }

  #submit(): void {
    const text = this.#wire();
    if (!this.#says() || this.#left() < 0 || this.#closed()) return;
    const { editing, replyTo } = this.draft ?? EMPTY;
    if (!editing && this.#given.wait()) return;
    this.#completion.close();
    if (editing) {
      this.tell("save", text);
      return;
    }
    this.text = "";
    const sent: Sent = { text, replyTo, options: this.options };
    this.options = {};
    this.unattached = this.#given.forget();
    this.#say(sent);
    this.focusText();
  }

  /** Send; with files, the tray does as soon as they are there. */
  #say(sent: Sent): void {
    const send = this.files > 0 && this.outlet?.();
    if (!send) return this.tell("send", sent);
    this.find<OnrecordTray>(TRAY)?.send({ ...sent, send });
    this.tell("draft", null);
  }

  /** Whether there is something to send. */
  #says(): boolean {
    return this.text.trim() !== "" || (this.files + this.#given.count > 0 && !this.draft?.editing);
  }

  /** How a message with files goes, wherever one is by then; set by the parent. */
  outlet: (() => Parked["send"]) | null = null;

  #attach(files: readonly File[]): void {
    if (!this.port || this.#closed() || this.draft?.editing || files.length === 0) return;
    this.unattached = false;
    this.#given.add(files);
    // On a phone that would bring the keyboard up over what was chosen.
    if (matchMedia("(hover: hover)").matches) this.focusText();
  }

  #edits(): boolean {
    return this.draft?.editing != null;
  }

  #cancel(): void {
    if (this.draft?.editing) this.text = "";
    const text = toWire(this.text, this.people);
    this.tell("draft", text ? { ...EMPTY, text } : null);
    this.focusText();
  }

  #left(): number {
    return this.limit - [...this.#wire()].length;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#completion.keyed(event)) return;
    const run = this.#meant(event);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  /** What a key does here, if it is not just a letter. */
  #meant(event: KeyboardEvent): (() => void) | undefined {
    const keys: Record<string, (() => void) | false> = {
      Enter: this.#sends(event) && (() => this.#submit()),
      Escape: this.about !== null && (() => this.#cancel()),
      ArrowUp: this.text === "" && (() => this.tell("edit-last")),
    };
    return keys[event.key] || this.#shortcut(event);
  }

  #sends({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    return !shiftKey && !altKey && (this.#plain() || ctrlKey || metaKey);
  }

  /** Whether Enter alone sends; so it does with a value that nobody knows. */
  #plain(): boolean {
    return this.sendOn !== "mod-enter";
  }

  #shortcut(event: KeyboardEvent): (() => void) | undefined {
    if ((!event.ctrlKey && !event.metaKey) || event.shiftKey || event.altKey) return undefined;
    const name = SHORTCUTS[event.key.toLowerCase()];
    return name && (() => this.#mark(name));
  }

  #closed(): string {
    return this.closed || this.held;
  }

  protected override render(): TemplateResult {
    const closed = this.#closed();
    return html`${
      closed
        ? html`<p class="closed" part="composer-closed">${closed} <slot></slot></p>`
        : this.#open()
    }${this.#texting()}`;
  }

  #open(): TemplateResult {
    return html`
      ${this.#completion.draw()}
      <div class="box" part="composer">
        ${this.about ? drawAbout(this.speech, this.about, this.#edits(), () => this.#cancel()) : nothing}
        ${this.#tray()}
        ${
          this.unattached
            ? html`<p class="lost" role="alert">${this.t("composer.unattached")}</p>`
            : nothing
        }
        ${this.#field()} ${this.#advice()}
        <div class="tools" role="toolbar" aria-label=${this.t("composer.tools")}>
          ${this.#lazy.quiet("onrecord-tools", () => this.#tools())}
        </div>
        ${this.#sending()}
      </div>
    `;
  }

  #field(): TemplateResult {
    const key = this.draft?.editing ? "composer.editing" : "composer.write";
    const hint = this.hint || this.t(key, { name: this.heading });
    return html`<textarea
      rows="1"
      dir="auto"
      part="composer-text"
      enterkeyhint=${this.#plain() ? "send" : "enter"}
      aria-autocomplete="list"
      aria-controls=${this.#completion.active === nothing ? nothing : "people"}
      aria-activedescendant=${this.#completion.active}
      aria-invalid=${this.#left() < 0 ? "true" : "false"}
      aria-label=${hint}
      placeholder=${this.heading.length > SHORT ? this.t("composer.write_here") : hint}
      @input=${this.#typed}
      @keydown=${this.#keyed}
      @blur=${() => this.#completion.close()}
    ></textarea>`;
  }

  /** What is advised about the words that are written; nobody but the author sees it. */
  #advice(): unknown {
    if (!this.text || !this.port) return nothing;
    const area = (): HTMLTextAreaElement | null => this.#area();
    return drawAdvice(this.#lazy, this, this.text, area, (change) => this.#change(change));
  }

  /** Where what is written leaves as a text: in how many parts, or why none goes. */
  #texting(): unknown {
    const id = this.room || this.conversationId;
    const kind = this.port?.state.conversations[id]?.info.kind;
    if (this.closed || kind !== "external") return nothing;
    return drawTexting(this.#lazy, this, id, this.#wire(), (why) => (this.held = why));
  }

  #tools(): TemplateResult {
    return html`<onrecord-tools
      .speech=${this.speech}
      .sendOn=${this.sendOn}
      .leads=${this.leads && !this.draft?.editing}
      .attaches=${this.port !== null && !this.draft?.editing}
      .options=${this.options}
      @attach=${(event: CustomEvent<File[]>) => this.#attach(event.detail)}
      @options=${(event: CustomEvent<SendOptions>) => (this.options = event.detail)}
      @mark=${(event: CustomEvent<MarkName>) => this.#mark(event.detail)}
      @mention=${() => this.#mention()}
      @send-on=${(event: CustomEvent<SendOn>) => this.tell("send-on", event.detail)}
    ></onrecord-tools>`;
  }

  #tray(): unknown {
    return this.#lazy.dialog(
      TRAY,
      () =>
        html`<onrecord-tray
          exportparts="upload"
          .speech=${this.speech}
          .port=${this.port}
          .place=${this.conversationId}
          .conversation=${this.room || this.conversationId}
          @files=${(event: CustomEvent<number>) => (this.files = event.detail)}
          @back=${(event: CustomEvent<string>) => this.#writeOn(event.detail)}
        ></onrecord-tray>`,
    );
  }

  #writeOn(wire: string): void {
    this.text = [this.#shown(wire), this.text].filter(Boolean).join("\n");
    void this.updateComplete.then(() => {
      this.#keep();
      this.focusText();
    });
  }

  #sending(): TemplateResult {
    const left = this.#left();
    const near = left < this.limit * (1 - NEAR_LIMIT);
    const label = this.t(this.draft?.editing ? "composer.save" : "composer.send");
    return html`<div class="end">
      ${near ? drawCounter(this.speech, left) : nothing}
      <button
        type="button"
        class="send"
        part="send"
        aria-label=${label}
        title=${label}
        ?disabled=${!this.#says() || left < 0}
        @click=${() => this.#submit()}
      >
        ${icon(this.draft?.editing ? "check" : "send")}
      </button>
    </div>`;
  }
}
