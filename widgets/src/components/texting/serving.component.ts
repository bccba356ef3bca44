import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import { personName } from "../../core/selectors.ts";
import { assign, cover } from "../../core/texting/actions.ts";
import type { ChatStore } from "../../core/types.ts";
import type { SmsStanding } from "../../generated/wire.ts";

type Way = "assign" | "cover" | "end";

/** Who serves somebody outside from now on, or stands in until then. */
export class OnrecordServing extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      fieldset {
        display: flex;
        flex-direction: column;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font: var(--_t2);
        font-weight: 600;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: max(32px, var(--_target));
        font: var(--_t2);
      }
      .choice input {
        flex: none;
        inline-size: 18px;
        block-size: 18px;
        margin: 0;
        accent-color: var(--_accent);
      }
    `,
  ];

  @state() private standing: SmsStanding | null = null;
  @state() private way: Way = "assign";
  @state() private person = "";
  #store: ChatStore | null = null;

  ask(store: ChatStore, standing: SmsStanding): void {
    this.#store = store;
    this.standing = standing;
    this.way = "assign";
    this.person = "";
    store.loadPeople(standing.sender.inbox);
    this.open();
  }

  /** Those who may write from the number, but for who has the conversation. */
  #people({ sender, assignee }: SmsStanding): string[] {
    const { state: now } = this.#store ?? {};
    const named = (id: string): string => (now ? personName(now, id) : id);
    return sender.inbox
      .filter((id) => id !== assignee)
      .sort((a, b) => this.speech.compare(named(a), named(b)));
  }

  #ready(): boolean {
    return this.way === "end" || this.person !== "";
  }

  #submit(event: Event): void {
    event.preventDefault();
    const { standing } = this;
    const port = this.#store?.port;
    if (!standing || !port || !this.#ready()) return;
    const { conversation_id: id } = standing;
    void this.attempt(() => {
      if (this.way === "assign") return assign(port, id, this.person);
      if (this.way === "end") return cover(port, { conversation_id: id, person_id: null });
      const until = this.#until();
      return cover(port, { conversation_id: id, person_id: this.person, until });
    });
  }

  #until(): string | null {
    const said = this.find<HTMLInputElement>("#until")?.value ?? "";
    return said ? new Date(said).toISOString() : null;
  }

  protected override render(): TemplateResult {
    const { standing } = this;
    const inside = standing ? this.#form(standing) : nothing;
    const foot = html`<button type="button" class="button quiet" @click=${() => this.close()}>
        ${this.t("action.cancel")}
      </button>
      <button
        type="submit"
        form="form"
        class="button primary"
        ?disabled=${this.busy || !this.#ready()}
      >
        ${this.t(this.way === "assign" ? "texting.give" : "texting.save")}
      </button>`;
    return this.frame(this.t("texting.hand_title"), inside, foot);
  }

  #form(standing: SmsStanding): TemplateResult {
    const people = this.#people(standing);
    return html`<form id="form" class="inside" hidden @submit=${this.#submit}></form>
      <fieldset>
        <legend>${this.t("texting.how")}</legend>
        ${this.#way("assign", "texting.way_assign", true)}
        ${this.#way("cover", "texting.way_cover")}
        ${standing.cover ? this.#way("end", "texting.way_end") : nothing}
      </fieldset>
      ${this.way === "end" ? nothing : this.#whom(people)}
      ${this.way === "cover" ? this.#when() : nothing}`;
  }

  #way(way: Way, key: `texting.way_${Way}`, first = false): TemplateResult {
    return html`<label class="choice"
      ><input
        type="radio"
        name="way"
        form="form"
        ?data-first=${first}
        .checked=${this.way === way}
        @change=${() => (this.way = way)}
      />
      <span>${this.t(key)}</span></label
    >`;
  }

  #whom(people: readonly string[]): TemplateResult {
    if (people.length === 0) return html`<p>${this.t("texting.nobody_else")}</p>`;
    const now = this.#store?.state;
    return html`<label class="labelled"
      ><span>${this.t("texting.whom")}</span>
      <select
        class="field"
        form="form"
        @change=${(event: Event) => (this.person = (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${this.person === ""}>${this.t("texting.choose")}</option>
        ${people.map(
          (id) =>
            html`<option value=${id} ?selected=${id === this.person}>
              ${now ? personName(now, id) : id}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #when(): TemplateResult {
    return html`<label class="labelled"
      ><span>${this.t("texting.cover_until")}</span>
      <input class="field" id="until" form="form" type="datetime-local" />
    </label>`;
  }
}
