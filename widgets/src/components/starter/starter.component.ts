import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import { OnrecordDialog } from "../../base/dialog.ts";
import type { CreateConversation, Person } from "../../generated/wire.ts";
import type { OnrecordPeople } from "../people/people.component.ts";

const TITLE_LIMIT = 200;

/** Starts a conversation: with one person, with several, or a channel with a name. */
export class OnrecordStarter extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      .kinds {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 4px;
        padding: 4px;
        border-radius: var(--_r);
        background: var(--_surface-2);
      }
      .kinds .button {
        background: none;
        color: var(--_muted);
      }
      .kinds .button[aria-pressed="true"] {
        background: var(--_surface);
        color: var(--_text);
      }
      @media (forced-colors: active) {
        .kinds .button[aria-pressed="true"] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** Set by the parent. */
  search: (query: string) => Promise<readonly Person[]> = () => Promise.resolve([]);
  create: (command: CreateConversation) => Promise<unknown> = () => Promise.resolve();
  me = "";

  @state() private channel = false;
  @state() private people: readonly Person[] = [];
  @state() private titled = "";

  override open(): void {
    this.channel = false;
    this.people = [];
    this.titled = "";
    super.open();
    void this.updateComplete.then(() => {
      this.#field()?.clear();
      this.#field()?.focus();
    });
  }

  #field(): OnrecordPeople | null {
    return this.find<OnrecordPeople>("onrecord-people");
  }

  #ready(): boolean {
    return this.channel ? this.titled.trim() !== "" : this.people.length > 0;
  }

  #command(): CreateConversation {
    const members = this.people.map((person) => person.id);
    const title = this.titled.trim();
    if (this.channel) return { kind: "channel", members, title };
    return members.length === 1 ? { kind: "direct", members } : { kind: "group", members, title };
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.#ready()) void this.attempt(() => this.create(this.#command()));
  }

  protected override render(): TemplateResult {
    const named = this.channel || this.people.length > 1;
    const inside = html`
      <div class="kinds" role="group" aria-label=${this.t("starter.kind")}>
        ${this.#kind(false, "starter.people")} ${this.#kind(true, "starter.channel")}
      </div>
      <form id="form" class="inside" hidden @submit=${this.#submit}></form>
      ${named ? this.#title() : nothing}
      <onrecord-people
        exportparts=${PARTS}
        .speech=${this.speech}
        .search=${this.search}
        .without=${new Set([this.me])}
        @change=${(event: CustomEvent<readonly Person[]>) => (this.people = event.detail)}
      ></onrecord-people>
    `;
    const foot = html`<button
      type="submit"
      form="form"
      class="button primary"
      ?disabled=${this.busy || !this.#ready()}
    >
      ${this.t("starter.start")}
    </button>`;
    return this.frame(this.t("list.new"), inside, foot);
  }

  #kind(channel: boolean, key: "starter.people" | "starter.channel"): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-pressed=${this.channel === channel ? "true" : "false"}
      @click=${() => (this.channel = channel)}
    >
      ${this.t(key)}
    </button>`;
  }

  #title(): TemplateResult {
    return html`<label class="labelled"
      ><span>${this.t(this.channel ? "starter.channel_name" : "starter.group_name")}</span>
      <input
        class="field"
        dir="auto"
        form="form"
        autocomplete="off"
        maxlength=${TITLE_LIMIT}
        .value=${this.titled}
        @input=${(event: InputEvent) => (this.titled = (event.target as HTMLInputElement).value)}
      />
    </label>`;
  }
}
