import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { createHold, previewHold, widenHold } from "../../../core/oversight/holds.ts";
import type { Hold, HoldPreview, HoldScope, Person } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { dayField } from "../days.ts";
import { fact, note, span } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { holdsStyles } from "./holds.styles.ts";
import { scopeOf, widerScope } from "./scope.ts";

const SPANS = ["P1D", "P3D", "P7D", "P14D", "P30D"];
const USUAL = "P7D";

/** Places a hold, or lets one cover more: whom, where, what and of which dates; counts what that is now. */
export class OnrecordAdminHoldForm extends AdminSection {
  static override styles = [...AdminSection.styles, holdsStyles];

  /** The hold that is to cover more; null for a new one. */
  @property({ attribute: false }) widened: Hold | null = null;

  @state() private people: readonly string[] = [];
  @state() private silent = false;
  @state() private counted: HoldPreview | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #counting = new Form(this, (selector) => this.find(selector));

  protected override render(): TemplateResult {
    const { widened } = this;
    return html`<form
      @submit=${(event: Event) => this.#submit(event)}
      @change=${() => this.#stale()}
    >
      ${widened ? note("info", this.t("holds.widen_about")) : this.#name()} ${this.#who()}
      ${this.#where()} ${this.#what()} ${this.#count()} ${this.#why()}
      ${widened ? nothing : this.#how()}
      ${this.silent ? nothing : html`${this.#notice()} ${this.#within()}`} ${this.#form.box()}
      ${this.#form.acts(this.#label(), [this.t("action.cancel"), () => this.tell("left", null)])}
    </form>`;
  }

  #label(): string {
    if (this.widened) return this.t("holds.widen");
    return this.t(this.silent ? "holds.place_silent" : "holds.place");
  }

  /** What was counted is of another scope by now. */
  #stale(): void {
    this.counted = null;
    this.#counting.clear();
  }

  #name(): TemplateResult {
    return this.#line("name", this.t("holds.name"), this.t("holds.name_hint"), true);
  }

  #line(name: string, label: string, hint: string, required = false): TemplateResult {
    return this.#form.field(
      { name, label, hint },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          name=${name}
          dir="auto"
          autocomplete="off"
          maxlength="200"
          ?required=${required}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    );
  }

  #text(name: string, field: string, label: string, hint: string, least = 0): TemplateResult {
    return this.#form.field(
      { name, label, hint },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          name=${field}
          rows="3"
          dir="auto"
          ?required=${least > 0}
          minlength=${least || nothing}
          maxlength=${least ? 2000 : 5000}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        ></textarea>`,
    );
  }

  /** What names nobody covers everybody: naming somebody would make it narrower. */
  #who(): unknown {
    const named = this.widened?.scope.persons ?? [];
    if (this.widened && named.length === 0) return nothing;
    const { portal } = this;
    const chosen = ({ detail }: CustomEvent<readonly Person[]>): void => {
      this.people = detail.map(({ id }) => id);
      this.#stale();
    };
    const said = this.#form.said("scope/persons");
    return html`<div class="labelled">
      <onrecord-people
        .speech=${this.speech}
        .without=${new Set(named)}
        .search=${(query: string) => portal?.store.searchPeople(query) ?? Promise.resolve([])}
        @change=${chosen}
      ></onrecord-people>
      <p class="hint">${this.t(this.widened ? "holds.people_more_hint" : "holds.people_hint")}</p>
      ${said ? html`<p class="wrong">${said}</p>` : nothing}
    </div>`;
  }

  #where(): unknown {
    const { conversations = [], spaces = [] } = this.widened?.scope ?? {};
    if (this.widened && conversations.length + spaces.length === 0) return nothing;
    return this.#text(
      "scope/conversations",
      "places",
      this.t("holds.places"),
      this.t("holds.places_hint"),
    );
  }

  #what(): unknown {
    const named = this.widened?.scope.words ?? [];
    return html`${
        this.widened && named.length === 0
          ? nothing
          : this.#text("scope/words", "words", this.t("holds.words"), this.t("holds.words_hint"))
      }
      <div class="pair">
        ${this.#date("since", this.t("holds.since"), this.widened?.scope.since)}
        ${this.#date("until", this.t("holds.until"), this.widened?.scope.until)}
      </div>`;
  }

  #date(name: "since" | "until", label: string, before?: string | null): TemplateResult {
    const hint = name === "until" ? this.t("holds.until_hint") : undefined;
    const value = before ? dayIn(before) : "";
    return dayField(this.#form, { name: `scope/${name}`, label, hint }, value);
  }

  #count(): TemplateResult {
    const { counted } = this;
    return html`<div class="acts">
        <button
          type="button"
          class="button"
          ?disabled=${this.#counting.busy}
          @click=${() => void this.#preview()}
        >
          ${this.t("holds.count")}
        </button>
      </div>
      ${this.#counting.box()}
      <div role="status">${counted ? this.#numbers(counted) : nothing}</div>`;
  }

  #numbers(found: HoldPreview): TemplateResult {
    const rows = [
      ["holds.count_messages", found.messages],
      ["holds.count_removed", found.removed],
      ["holds.count_kept_back", found.kept_back],
      ["holds.count_files", found.files],
      ["holds.count_conversations", found.conversations],
      ["holds.count_people", found.people],
    ] as const;
    return html`<section class="card">
      <h4>${this.t("holds.counted")}</h4>
      <dl class="wide">
        ${rows.map(([key, count]) => fact(this.t(key), this.speech.number(count)))}
      </dl>
      ${found.at_most ? html`<p>${this.t("holds.at_most")}</p>` : nothing}
    </section>`;
  }

  #why(): TemplateResult {
    const label = this.t(this.widened ? "holds.why_widen" : "holds.reason");
    return this.#text("reason", "reason", label, this.t("holds.reason_hint"), 10);
  }

  #how(): TemplateResult {
    const option = (silent: boolean, text: string): TemplateResult =>
      html`<label class="choice"
        ><input
          type="radio"
          name="silent"
          .checked=${this.silent === silent}
          @change=${() => (this.silent = silent)}
        />${text}</label
      >`;
    return html`<fieldset class="labelled">
      <legend>${this.t("holds.how")}</legend>
      ${option(false, this.t("holds.tell"))} ${option(true, this.t("holds.tell_nobody"))}
    </fieldset>`;
  }

  #notice(): TemplateResult {
    return this.#text("notice", "notice", this.t("holds.notice"), this.t("holds.notice_hint"));
  }

  #within(): TemplateResult {
    return this.#form.field(
      {
        name: "acknowledge_within",
        label: this.t("holds.within"),
        hint: this.t("holds.within_hint"),
      },
      ({ id, describes }) =>
        html`<select class="field" id=${id} name="within" aria-describedby=${describes}>
          ${SPANS.map(
            (one) =>
              html`<option value=${one} ?selected=${one === USUAL}>
                ${span(this.speech, one)}
              </option>`,
          )}
        </select>`,
    );
  }

  #given(): FormData {
    return new FormData(this.find<HTMLFormElement>("form") ?? undefined);
  }

  #scope(): HoldScope {
    const asked = scopeOf(this.#given(), this.people);
    return this.widened ? widerScope(this.widened.scope, asked) : asked;
  }

  async #preview(): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.#counting.send(async () => {
      this.counted = await previewHold(portal.store.port, this.#scope());
    });
  }

  #submit(event: Event): void {
    event.preventDefault();
    let made: Hold | null = null;
    void this.#form
      .send(async () => (made = await this.#send()))
      .then((done) => done && this.tell("placed", made));
  }

  async #send(): Promise<Hold> {
    const { portal, widened, silent } = this;
    if (!portal) throw new Error("there is no portal");
    const given = this.#given();
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    const told = silent
      ? {}
      : { notice: text("notice") || null, acknowledge_within: text("within") || USUAL };
    const asked = { scope: this.#scope(), reason: text("reason"), ...told };
    const { port } = portal.store;
    if (widened) {
      return widenHold(port, { hold_id: widened.id, revision: widened.revision, ...asked });
    }
    return createHold(port, { name: text("name"), silent, ...asked });
  }
}

/** The day of a moment where the reader is, as a field of dates takes it. */
function dayIn(at: string): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
