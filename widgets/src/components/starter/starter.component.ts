import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import { OnrecordDialog } from "../../base/dialog.ts";
import { LazyParts } from "../../base/lazy.ts";
import type { TextKey } from "../../base/speech.ts";
import type { Port } from "../../core/port.ts";
import { moderates } from "../../core/spaces/slice.ts";
import { sendersOf } from "../../core/texting/actions.ts";
import type { CreateConversation, Person, SmsSender, Space } from "../../generated/wire.ts";
import type { OnrecordPeople } from "../people/people.component.ts";
import type { OnrecordOutside } from "../texting/outside.component.ts";

const TITLE_LIMIT = 200;

type Kind = "people" | "channel" | "announcement" | "outside";

/** Starts a conversation: with people, a channel or announcements with a name, or texts to somebody outside. */
export class OnrecordStarter extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        padding: 4px;
        border-radius: var(--_r);
        background: var(--_surface-2);
      }
      .kinds .button {
        flex: 1 0 auto;
        padding-inline: 8px;
        background: none;
        color: var(--_muted);
      }
      .kinds .button[aria-pressed="true"] {
        background: var(--_surface);
        color: var(--_text);
      }
      small {
        color: var(--_muted);
        font: var(--_t1);
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
  /** Shows a conversation that there is; set by the parent. */
  opened: (id: string) => void = () => undefined;
  me = "";
  port: Port | null = null;
  /** The spaces that one is in. */
  @property({ attribute: false }) spaces: readonly Space[] = [];

  @state() private kind: Kind = "people";
  @state() private space = "";
  @state() private people: readonly Person[] = [];
  @state() private titled = "";

  /** The numbers that one may write from to people outside. */
  @state() private senders: readonly SmsSender[] = [];
  /** Whether it is said who outside is written to. */
  @state() private aims = false;
  readonly #lazy = new LazyParts(this);

  override open(kind: Kind = "people"): void {
    this.kind = kind;
    this.aims = false;
    void this.#offer();
    this.space = "";
    this.people = [];
    this.titled = "";
    super.open();
    void this.updateComplete.then(() => {
      this.#field()?.clear();
      this.#field()?.focus();
    });
  }

  /** Who may write from no number is offered no texts. */
  async #offer(): Promise<void> {
    const { port, me } = this;
    this.senders = port ? await sendersOf(port, me).catch(() => []) : [];
    if (this.kind === "outside" && this.senders.length === 0) this.kind = "people";
  }

  #field(): OnrecordPeople | null {
    return this.find<OnrecordPeople>("onrecord-people");
  }

  #ready(): boolean {
    if (this.kind === "outside") return this.aims;
    return this.kind !== "people" ? this.titled.trim() !== "" : this.people.length > 0;
  }

  #command(): CreateConversation {
    const members = this.people.map((person) => person.id);
    const title = this.titled.trim();
    if (this.kind === "channel" || this.kind === "announcement")
      return this.#placed(this.kind, members, title);
    return members.length === 1 ? { kind: "direct", members } : { kind: "group", members, title };
  }

  #placed(kind: "channel" | "announcement", members: string[], title: string): CreateConversation {
    const { space } = this;
    if (!space) return { kind, members, title };
    return { kind, title, space_id: space, members: this.#picks() ? members : [] };
  }

  /** In announcements of a space all of its people are readers. */
  #picks(): boolean {
    return this.kind !== "announcement" || this.space === "";
  }

  /** Where one may make such a channel: what the server says of it stands in its own words. */
  #offered(): Space[] {
    return this.spaces.filter((space) => {
      if (space.archived || space.role === "guest") return false;
      return moderates(space) || (this.kind === "channel" && space.kind === "team");
    });
  }

  #choose(kind: Kind): void {
    this.kind = kind;
    if (!this.#offered().some(({ id }) => id === this.space)) this.space = "";
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (!this.#ready()) return;
    const outside = this.find<OnrecordOutside>("onrecord-outside");
    void this.attempt(async () => {
      if (this.kind !== "outside") await this.create(this.#command());
      else if (outside) this.opened((await outside.begin()).id);
    });
  }

  #inside(): TemplateResult {
    const named = this.kind !== "people" || this.people.length > 1;
    return html`${named ? this.#title() : nothing}
      ${this.kind === "people" ? nothing : this.#where()}
      <onrecord-people
        ?hidden=${!this.#picks()}
        exportparts=${PARTS}
        .speech=${this.speech}
        .search=${this.search}
        .without=${new Set([this.me])}
        @change=${(event: CustomEvent<readonly Person[]>) => (this.people = event.detail)}
      ></onrecord-people>`;
  }

  /** Somebody outside is written to by their number. */
  #outside(): unknown {
    return this.#lazy.panel(
      "onrecord-outside",
      () =>
        html`<onrecord-outside
          .speech=${this.speech}
          .port=${this.port}
          .senders=${this.senders}
          @ready=${(event: CustomEvent<boolean>) => (this.aims = event.detail)}
        ></onrecord-outside>`,
    );
  }

  protected override render(): TemplateResult {
    const inside = html`
      <div class="kinds" role="group" aria-label=${this.t("starter.kind")}>
        ${this.#kind("people", "starter.people")} ${this.#kind("channel", "starter.channel")}
        ${this.#kind("announcement", "starter.announcement")}
        ${this.senders.length > 0 ? this.#kind("outside", "starter.outside") : nothing}
      </div>
      <form id="form" class="inside" hidden @submit=${this.#submit}></form>
      ${this.kind === "outside" ? this.#outside() : this.#inside()}
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

  #where(): TemplateResult | typeof nothing {
    const offered = this.#offered();
    if (offered.length === 0) return nothing;
    const about = this.kind === "channel" ? "starter.in_space" : "starter.all_in_space";
    return html`<label class="labelled"
      ><span>${this.t("starter.space")}</span>
      <select
        class="field"
        form="form"
        @change=${(event: Event) => (this.space = (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${this.space === ""}>${this.t("starter.no_space")}</option>
        ${offered.map(
          ({ id, title }) =>
            html`<option value=${id} ?selected=${id === this.space}>${title}</option>`,
        )}
      </select>
      ${this.space ? html`<small>${this.t(about)}</small>` : nothing}
    </label>`;
  }

  #kind(kind: Kind, key: TextKey): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-pressed=${this.kind === kind ? "true" : "false"}
      @click=${() => this.#choose(kind)}
    >
      ${this.t(key)}
    </button>`;
  }

  #title(): TemplateResult {
    return html`<label class="labelled"
      ><span
        >${this.t(this.kind === "people" ? "starter.group_name" : "starter.channel_name")}</span
      >
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
