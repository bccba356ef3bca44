import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { lexiconStarts, putLexicon } from "../../../core/oversight/lexicons.ts";
import type { LexiconDocument, LexiconStart, Severity, Term } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { plain } from "../naming.ts";
import { AdminSection } from "../section.ts";
import { lexiconStyles } from "./lexicons.styles.ts";
import { Tester } from "./tester.ts";

const PLACES = ["word", "beginning", "end", "anywhere"] as const;
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];
const EMPTY: LexiconDocument = { name: "", title: "", terms: [{ text: "" }] };
/** More rows than this are no help to anybody; the others stay as they are. */
const SHOWN = 200;

/** Writes a list of words term by term, and tries it meanwhile. Tells `saved` (its name), and `left`. */
export class OnrecordAdminTerms extends AdminSection {
  static override styles = [...AdminSection.styles, lexiconStyles];

  /** What is written anew; without one it begins empty, or with a list to start from. */
  @property({ attribute: false }) document: LexiconDocument | null = null;

  @state() private draft: LexiconDocument | null = null;
  @state() private starts: readonly LexiconStart[] = [];

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #tester = new Tester(this);
  #asked = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.draft) this.draft = this.document ?? EMPTY;
    const { portal } = this;
    if (!portal || this.document || this.#asked) return;
    this.#asked = true;
    void this.attempt(async () => (this.starts = await lexiconStarts(portal.store.port)));
  }

  #set(change: Partial<LexiconDocument>): void {
    if (!this.draft || !this.portal) return;
    this.draft = { ...this.draft, ...change };
    this.#tester.again(this.portal.store.port, this.#clean(this.draft));
  }

  #term(at: number, change: Partial<Term>): void {
    const terms = this.draft?.terms ?? [];
    this.#set({ terms: terms.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  }

  /** Without the rows in which nothing was written. */
  #clean(draft: LexiconDocument): LexiconDocument {
    return { ...draft, terms: (draft.terms ?? []).filter(({ text }) => text.trim() !== "") };
  }

  #save(event: Event): void {
    event.preventDefault();
    const { portal, draft } = this;
    if (!portal || !draft) return;
    void this.#form
      .send(() => putLexicon(portal.store.port, this.#clean(draft)))
      .then((done) => done && this.tell("saved", draft.name));
  }

  protected override render(): unknown {
    const { portal, draft } = this;
    if (!portal || !draft) return nothing;
    const terms = draft.terms ?? [];
    return html`<div class="column">
      <form @submit=${(event: Event) => this.#save(event)}>
        ${this.#begins()} ${this.#head(draft)}
        <div class="acts">
          <button type="button" class="button" @click=${() => this.#add(terms)}>
            ${icon("plus", 16)}${this.t("lexicons.add")}
          </button>
        </div>
        <ul class="terms" aria-label=${this.t("lexicons.terms")}>
          ${terms.slice(0, SHOWN).map((one, at) => this.#row(one, at))}
        </ul>
        ${terms.length > SHOWN ? html`<p class="end">${this.t("lexicons.more", { count: terms.length - SHOWN })}</p>` : nothing}
        ${this.#form.box()}
        ${this.#form.acts(this.t("studio.keep"), [this.t("action.cancel"), () => this.tell("left", null)])}
      </form>
      ${this.#tester.render(portal.store.port, this.#clean(draft), this.speech)}
    </div>`;
  }

  /** The new one stands first, where one looks, and is written in next. */
  #add(terms: readonly Term[]): void {
    this.#set({ terms: [{ text: "" }, ...terms] });
    void this.updateComplete.then(() => this.find(".term .field")?.focus());
  }

  #begins(): unknown {
    if (this.document || this.starts.length === 0) return nothing;
    return html`<div class="labelled" role="group" aria-labelledby="starts">
      <p class="about" id="starts">${this.t("lexicons.starts")}</p>
      <div class="acts">
        ${this.starts.map(
          ({ name, document }) =>
            html`<button type="button" class="button" @click=${() => (this.draft = document)}>
              ${plain(name)}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #head(draft: LexiconDocument): TemplateResult {
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const hint = this.document ? undefined : this.t("lexicons.name_hint");
    return html`<div class="pair">
        ${this.#form.field(
          { name: "name", label: this.t("lexicons.name"), hint },
          ({ id, invalid, describes }) =>
            html`<input
              class="field"
              id=${id}
              dir="ltr"
              required
              pattern="[a-z][a-z0-9_\\-]{0,39}"
              ?readonly=${this.document !== null}
              aria-invalid=${invalid}
              aria-describedby=${describes}
              .value=${draft.name}
              @input=${(event: Event) => this.#set({ name: value(event) })}
            />`,
        )}
        ${this.#form.field(
          { name: "document/title", label: this.t("lexicons.title") },
          ({ id, invalid }) =>
            html`<input
              class="field"
              id=${id}
              dir="auto"
              required
              maxlength="300"
              aria-invalid=${invalid}
              .value=${draft.title}
              @input=${(event: Event) => this.#set({ title: value(event) })}
            />`,
        )}
      </div>
      ${this.#purpose(draft)}`;
  }

  #purpose(draft: LexiconDocument): TemplateResult {
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    return this.#form.field(
      { name: "document/purpose", label: this.t("lexicons.purpose") },
      ({ id }) =>
        html`<select
          class="field"
          id=${id}
          ?disabled=${this.document !== null}
          @change=${(event: Event) => this.#set({ purpose: value(event) as "advice" })}
        >
          ${(["supervision", "advice"] as const).map(
            (one) =>
              html`<option value=${one} ?selected=${one === (draft.purpose ?? "supervision")}>
                ${this.t(`lexicons.purpose_${one}`)}
              </option>`,
          )}
        </select>`,
    );
  }

  #row(one: Term, at: number): TemplateResult {
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const drop = this.t("lexicons.drop", { term: one.text });
    const terms = this.draft?.terms ?? [];
    return html`<li class="term">
      <label
        >${this.t("lexicons.term")}<input
          class="field"
          dir="auto"
          maxlength="100"
          .value=${one.text}
          @input=${(event: Event) => this.#term(at, { text: value(event) })}
      /></label>
      ${this.#choice(this.t("lexicons.place"), PLACES, one.place ?? "word", (place) => this.#term(at, { place }))}
      ${this.#choice(this.t("lexicons.severity"), SEVERITIES, one.severity ?? "medium", (severity) => this.#term(at, { severity }))}
      <label
        >${this.t("lexicons.unless")}<input
          class="field"
          dir="auto"
          .value=${(one.unless ?? []).join(", ")}
          @change=${(event: Event) => this.#term(at, { unless: listed(value(event)) })}
      /></label>
      <button
        type="button"
        class="icon"
        aria-label=${drop}
        title=${drop}
        @click=${() => this.#set({ terms: terms.filter((_, index) => index !== at) })}
      >
        ${icon("trash", 16)}
      </button>
    </li>`;
  }

  #choice<T extends Severity | (typeof PLACES)[number]>(
    label: string,
    all: readonly T[],
    chosen: T,
    choose: (one: T) => void,
  ): TemplateResult {
    const name = (one: T): string =>
      (SEVERITIES as readonly string[]).includes(one)
        ? this.t(`case.severity.${one as Severity}`)
        : this.t(`lexicons.place_${one as "word"}`);
    return html`<label
      >${label}<select
        class="field"
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as T)}
      >
        ${all.map((one) => html`<option value=${one} ?selected=${one === chosen}>${name(one)}</option>`)}
      </select></label
    >`;
  }
}

/** Phrases between commas. */
function listed(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}
