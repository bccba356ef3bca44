import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import {
  checkPolicy,
  draftPolicy,
  policyStarts,
  revisePolicy,
} from "../../../core/policy/studio.ts";
import { problemOf } from "../../../core/problems.ts";
import type {
  PolicyCheck,
  PolicyDocument,
  PolicyFault,
  PolicyStart,
  PolicyVersionDetail,
} from "../../../generated/wire.ts";
import { newsStyles } from "../../policy/news.styles.ts";
import { Form } from "../form.ts";
import { note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { placeOf } from "./json.ts";
import { studioStyles } from "./studio.styles.ts";
import { difference, sentences } from "./words.ts";

const PAUSE_MS = 500;

/** Writes a version as a text, with its faults and what it would change beside it. Tells `saved` (its number). */
export class OnrecordAdminEditor extends AdminSection {
  static override styles = [...AdminSection.styles, newsStyles, studioStyles];

  /** The draft that is written anew; without one a new version is. */
  @property({ attribute: false }) draft: PolicyVersionDetail | null = null;

  @state() private text: string | null = null;
  @state() private faults: readonly PolicyFault[] = [];
  @state() private broken = "";
  @state() private check: PolicyCheck | null = null;
  @state() private current: PolicyCheck | null = null;
  @state() private starts: readonly PolicyStart[] | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("draft") && this.draft && this.text === null) this.#begin(this.draft.document);
    if (this.text === null && !this.starts && !this.problem) void this.attempt(() => this.#start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #start(): Promise<void> {
    if (!this.portal) return;
    this.starts = [];
    this.starts = await policyStarts(this.portal.store.port);
  }

  #begin(document: PolicyDocument): void {
    this.text = JSON.stringify(document, null, 2);
    this.#judge();
    const { portal } = this;
    const old = portal?.policy?.document;
    if (portal && old)
      checkPolicy(portal.store.port, old, this.speech.lang).then(
        (found) => (this.current = found),
        () => undefined,
      );
  }

  #typed(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#judge(), PAUSE_MS);
  }

  /** The document that the text says; null where it is none. */
  #document(): PolicyDocument | null {
    try {
      this.broken = "";
      return JSON.parse(this.text ?? "") as PolicyDocument;
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  #judge(): void {
    const document = this.#document();
    const { portal } = this;
    const round = (this.#round += 1);
    if (!document || !portal) return;
    checkPolicy(portal.store.port, document, this.speech.lang).then(
      (check) => {
        if (round === this.#round) this.#found(check.faults, check);
      },
      (error: unknown) => {
        if (round === this.#round) this.#found(faultsOf(error), null);
      },
    );
  }

  #found(faults: readonly PolicyFault[], check: PolicyCheck | null): void {
    this.faults = faults;
    this.check = check;
  }

  #save(event: Event): void {
    event.preventDefault();
    const document = this.#document();
    const { portal, draft } = this;
    if (!document || !portal) return;
    const { port } = portal.store;
    let version = 0;
    void this.#form
      .send(async () => {
        const saved = draft ? revisePolicy(port, draft, document) : draftPolicy(port, document);
        ({ version } = await saved);
      })
      .then((done) => {
        if (done) this.tell("saved", version);
        else this.faults = faultsOf(null, this.#form.problem?.errors);
      });
  }

  protected override render(): unknown {
    if (this.text === null) return this.#begins();
    return html`<div class="column">
      <form @submit=${(event: Event) => this.#save(event)}>
        ${this.#source()} ${this.#wrong()} ${this.faults.length > 0 ? nothing : this.#form.box()}
        <div class="acts">
          <button
            type="submit"
            class="button primary"
            ?disabled=${this.#form.busy || this.broken !== ""}
          >
            ${this.t(this.draft ? "studio.save" : "studio.keep")}
          </button>
        </div>
      </form>
      ${this.#outcome()}
    </div>`;
  }

  #begins(): unknown {
    if (this.problem)
      return this.failure(this.problem.detail, () => void this.attempt(() => this.#start()));
    const current = this.portal?.policy;
    return html`<p class="about">${this.t("studio.starts")}</p>
      <ul class="starts">
        ${
          current
            ? html`<li>
                ${this.#from(
                  this.t("studio.from_current", { version: current.version }),
                  current.title,
                  () => this.#begin(current.document),
                )}
              </li>`
            : nothing
        }
        ${(this.starts ?? []).map(
          ({ name, document }) =>
            html`<li>
              ${this.#from(
                this.t(`studio.start.${name}`),
                this.t(`studio.start_about.${name}`),
                () => this.#begin(document),
              )}
            </li>`,
        )}
      </ul>`;
  }

  #from(title: string, about: string, run: () => void): TemplateResult {
    return html`<button type="button" class="start" data-row @click=${run}>
      <b>${title}</b><span class="about" dir="auto">${about}</span>
    </button>`;
  }

  #source(): TemplateResult {
    return html`<div class="labelled">
      <label for="source">${this.t("studio.source")}</label>
      <textarea
        id="source"
        class="field code source"
        dir="ltr"
        spellcheck="false"
        autocapitalize="off"
        aria-invalid=${this.broken || this.faults.length > 0 ? "true" : nothing}
        aria-describedby="faults"
        .value=${this.text ?? ""}
        @input=${(event: Event) => this.#typed(event)}
      ></textarea>
    </div>`;
  }

  #wrong(): TemplateResult {
    return html`<div id="faults" aria-live="polite">
      ${this.broken ? note("alert", html`${this.t("studio.broken")} <code dir="ltr">${this.broken}</code>`, "warn") : nothing}
      ${
        this.faults.length > 0
          ? html`<ul class="faults">
              ${this.faults.map((one) => html`<li>${this.#fault(one)}</li>`)}
            </ul>`
          : nothing
      }
      ${
        this.check && !this.broken && this.faults.length === 0
          ? note(
              this.check.material ? "alert" : "check",
              this.t(this.check.material ? "studio.material" : "studio.sound"),
            )
          : nothing
      }
    </div>`;
  }

  #fault({ pointer, detail }: PolicyFault): TemplateResult {
    const place = placeOf(this.text ?? "", pointer);
    return html`<button type="button" class="fault" @click=${() => this.#goTo(pointer)}>
      <code dir="ltr">${place ? this.t("studio.line", { line: place.line }) : pointer || "/"}</code>
      <span>${detail}</span>
    </button>`;
  }

  #goTo(pointer: string): void {
    const area = this.find<HTMLTextAreaElement>("#source");
    const place = placeOf(this.text ?? "", pointer);
    if (!area || !place) return;
    area.focus();
    area.setSelectionRange(place.from, place.to);
    const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
    area.scrollTop = Math.max(0, (place.line - 4) * height);
  }

  #outcome(): unknown {
    const { check, current } = this;
    if (!check) return nothing;
    const words = sentences(current?.reading ?? null, check.reading);
    const shown = current ? words : { added: [], removed: [] };
    return html`${check.waits_for.map(({ detail }) => note("clock", detail, "warn"))}
      <h4>${this.t("studio.would")}</h4>
      ${difference(check.changes, shown, check.reading?.locale ?? "en", this.speech)}`;
  }
}

/** What the server says is wrong with a document, by its place in it. */
function faultsOf(error: unknown, errors = problemOf(error).errors): PolicyFault[] {
  const inside = errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/document(?=\/|$)/, ""),
    detail,
  }));
  if (inside.length > 0 || error === null) return inside;
  return [{ pointer: "", detail: problemOf(error).detail }];
}
