import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import { pauseOf } from "../../core/conversations.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import { archiveChannel, changeConversation } from "../../core/spaces/actions.ts";
import type { Conversation, UpdateConversation } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { settingsStyles } from "./settings.styles.ts";

const WHO = ["everybody", "moderators"] as const;
const JOININGS = ["everybody", "free", "invited"] as const;

/** Seconds between two messages of a member that are offered. */
const PAUSES = [0, 10, 30, 60, 300, 900, 3_600, 21_600];

type Choice = "posting" | "wide_mentions" | "joining";
type Switch = "allow_replies" | "allow_reactions";

/**
 * Who may do what in a conversation, and whether anybody still writes there; for who leads it.
 *
 * Tells `audience` (who reads it by rule is asked for).
 */
export class OnrecordSettings extends OnrecordElement {
  static override styles = [reset, buttons, settingsStyles];

  @property({ attribute: false }) port: Port | null = null;
  @property({ attribute: false }) info: Conversation | null = null;

  @state() private sure = false;
  @state() private busy = false;
  @state() private failed = "";

  #shown = "";

  protected override willUpdate(): void {
    const id = this.info?.id ?? "";
    if (id === this.#shown) return;
    this.#shown = id;
    this.sure = false;
    this.failed = "";
  }

  /** Do it; a refusal stands beside what was asked for, which shows again what holds. */
  async #do(work: (port: Port, id: string) => Promise<unknown>): Promise<void> {
    const { port, info } = this;
    if (!port || !info || this.busy) return;
    this.busy = true;
    this.failed = "";
    await work(port, info.id).catch((error: unknown) => (this.failed = problemOf(error).detail));
    this.busy = false;
    this.sure = false;
  }

  #set(change: Omit<UpdateConversation, "conversation_id">): void {
    void this.#do((port, id) => changeConversation(port, { conversation_id: id, ...change }));
  }

  #archive(archived: boolean): void {
    void this.#do((port, id) => archiveChannel(port, id, archived));
  }

  #ask(sure: boolean): void {
    this.sure = sure;
    void this.updateComplete.then(() => this.find(sure ? ".sure .danger" : ".archive")?.focus());
  }

  protected override render(): unknown {
    const { info } = this;
    if (!info) return nothing;
    return html`${info.archived ? this.#old() : this.#fold(info)}
    ${this.failed ? html`<p class="problem" role="alert">${this.failed}</p>` : nothing}`;
  }

  #old(): TemplateResult {
    return html`<div class="old">
      <p>${this.t("composer.closed_archived")}</p>
      <div class="pair">
        <button
          type="button"
          class="button"
          ?disabled=${this.busy}
          @click=${() => this.#archive(false)}
        >
          ${icon("archive", 16)}${this.t("space.unarchive")}
        </button>
      </div>
    </div>`;
  }

  #fold(info: Conversation): TemplateResult {
    return html`<details>
      <summary>${icon("chevron", 16)}${this.t("settings.title")}</summary>
      <div class="all">
        ${this.#choice(info, "posting", WHO, "settings.who")}
        ${this.#choice(info, "wide_mentions", WHO, "settings.who")}
        ${info.space_id ? this.#choice(info, "joining", JOININGS, "founding.joining") : nothing}
        ${this.#slow(info)} ${this.#switch(info, "allow_replies")}
        ${this.#switch(info, "allow_reactions")} ${this.#audience(info)} ${this.#archiving()}
      </div>
    </details>`;
  }

  #choice(
    info: Conversation,
    name: Choice,
    choices: readonly string[],
    stem: "settings.who" | "founding.joining",
  ): TemplateResult {
    const now = info[name] ?? "";
    return html`<label class="labelled"
      ><span>${this.t(`settings.${name}`)}</span
      ><select
        class="field"
        name=${name}
        .value=${live(now)}
        ?disabled=${this.busy}
        @change=${(event: Event) =>
          this.#set({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${choices.map(
          (one) =>
            html`<option value=${one} ?selected=${one === now}>
              ${this.t(`${stem}_${one}` as TextKey)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #slow(info: Conversation): TemplateResult {
    const now = pauseOf(info);
    const all = [...new Set([...PAUSES, now])].sort((a, b) => a - b);
    return html`<label class="labelled"
      ><span>${this.t("settings.slow")}</span
      ><select
        class="field"
        name="slow_seconds"
        .value=${live(String(now))}
        ?disabled=${this.busy}
        @change=${(event: Event) =>
          this.#set({ slow_seconds: Number((event.target as HTMLSelectElement).value) })}
      >
        ${all.map(
          (one) => html`<option value=${one} ?selected=${one === now}>${this.#pause(one)}</option>`,
        )}
      </select></label
    >`;
  }

  #pause(seconds: number): string {
    if (seconds === 0) return this.t("settings.slow_off");
    return seconds % 60 === 0
      ? this.t("settings.slow_minutes", { count: seconds / 60 })
      : this.t("settings.slow_seconds", { count: seconds });
  }

  #switch(info: Conversation, name: Switch): TemplateResult {
    return html`<label class="check"
      ><input
        type="checkbox"
        name=${name}
        .checked=${live(info[name] ?? true)}
        ?disabled=${this.busy}
        @change=${(event: Event) =>
          this.#set({ [name]: (event.target as HTMLInputElement).checked })}
      /><span>${this.t(`settings.${name}`)}</span></label
    >`;
  }

  /** By rule only announcements that are in no space have readers of their own. */
  #audience({ kind, space_id: space, role }: Conversation): TemplateResult | typeof nothing {
    if (kind !== "announcement" || space || role !== "owner") return nothing;
    return html`<button type="button" class="button" @click=${() => this.tell("audience")}>
      ${icon("filter", 16)}${this.t("audience.title")}
    </button>`;
  }

  #archiving(): TemplateResult {
    if (!this.sure)
      return html`<button type="button" class="button archive" @click=${() => this.#ask(true)}>
        ${icon("archive", 16)}${this.t("space.archive")}
      </button>`;
    return html`<div class="sure" role="alert">
      <p>${this.t("settings.archive_sure")}</p>
      <div class="pair">
        <button type="button" class="button quiet" @click=${() => this.#ask(false)}>
          ${this.t("action.cancel")}
        </button>
        <button
          type="button"
          class="button danger"
          ?disabled=${this.busy}
          @click=${() => this.#archive(true)}
        >
          ${this.t("space.archive")}
        </button>
      </div>
    </div>`;
  }
}
