import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { loadLater } from "../../../core/i18n.ts";
import {
  checkPolicy,
  draftPolicy,
  policyStarts,
  revisePolicy,
} from "../../../core/policy/studio.ts";
import type {
  PolicyCheck,
  PolicyDocument,
  PolicyStart,
  PolicyVersionDetail,
} from "../../../generated/wire.ts";
import { STUDIO } from "../../../locales/studio/all.ts";
import { newsStyles } from "../../policy/news.styles.ts";
import { Form } from "../form.ts";
import { choices, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { Drafting, type Fault, faultsOf } from "./drafting.ts";
import type { OnrecordAdminPolicyForm } from "./form.component.ts";
import type { Members } from "./form_model.ts";
import { studioStyles } from "./studio.styles.ts";
import { difference } from "./changes.ts";
import { sentences } from "./words.ts";

type Tab = "form" | "text";

/** Writes a version, in a form or as a text, with its faults and what it would change. Tells `saved` (its number). */
export class OnrecordAdminEditor extends AdminSection {
  static override styles = [...AdminSection.styles, newsStyles, studioStyles];

  /** The draft that is written anew; without one a new version is. */
  @property({ attribute: false }) draft: PolicyVersionDetail | null = null;

  @state() private tab: Tab = "form";
  @state() private current: PolicyCheck | null = null;
  @state() private starts: readonly PolicyStart[] | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #drafting = new Drafting(this, () =>
    this.portal ? { port: this.portal.store.port, lang: this.speech.lang } : null,
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const begun = this.#drafting.value !== null;
    if (changed.has("draft") && this.draft && !begun) this.#begin(this.draft.document);
    else if (!begun && !this.starts && !this.problem) void this.attempt(() => this.#start());
  }

  async #start(): Promise<void> {
    if (!this.portal) return;
    this.starts = [];
    this.starts = await policyStarts(this.portal.store.port);
  }

  #begin(document: PolicyDocument): void {
    this.#drafting.begin(document);
    const { portal } = this;
    const old = portal?.policy?.document;
    if (portal && old)
      checkPolicy(portal.store.port, old, this.speech.lang).then(
        (found) => (this.current = found),
        () => undefined,
      );
  }

  #turn(tab: Tab): void {
    this.tab = tab;
    void this.#drafting.settle();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    await this.#drafting.settle();
    const { document, faults } = this.#drafting;
    const { portal, draft } = this;
    if (!portal || !document || faults.length > 0) return this.#lead(faults[0]);
    const { port } = portal.store;
    let version = 0;
    const done = await this.#form.send(async () => {
      const saved = draft ? revisePolicy(port, draft, document) : draftPolicy(port, document);
      ({ version } = await saved);
    });
    if (done) this.tell("saved", version);
    else this.#drafting.faults = faultsOf(this.#form.problem?.errors ?? []);
  }

  protected override render(): unknown {
    const { value } = this.#drafting;
    if (value === null) return this.#begins();
    return html`<div class="column">
      ${choices<Tab>(
        this.t("studio.how"),
        [
          ["form", this.t("studio.form")],
          ["text", this.t("studio.text")],
        ],
        this.tab,
        (tab) => this.#turn(tab),
      )}
      <form class="policy" novalidate @submit=${(event: Event) => void this.#save(event)}>
        ${this.later(
          "form",
          () => Promise.all([import("./form.ts"), loadLater(STUDIO)]),
          () => (this.tab === "form" ? this.#fields(value) : this.#source()),
        )}
        ${this.#wrong()} ${this.#drafting.faults.length > 0 ? nothing : this.#form.box()}
        <div class="acts">
          <button
            type="submit"
            class="button primary"
            ?disabled=${this.#form.busy || this.#drafting.broken}
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
    return html`<div class="column">
      <p class="about">${this.t("studio.starts")}</p>
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
      </ul>
    </div>`;
  }

  #from(title: string, about: string, run: () => void): TemplateResult {
    return html`<button type="button" class="start" data-row @click=${run}>
      <b>${title}</b><span class="about" dir="auto">${about}</span>
    </button>`;
  }

  #fields(value: Members): unknown {
    if (this.#drafting.broken)
      return html`${note("alert", this.t("form.unreadable"), "warn")}
        <div class="acts">
          <button type="button" class="button" @click=${() => this.#drafting.undo()}>
            ${this.t("form.undo")}
          </button>
        </div>`;
    return html`<onrecord-admin-policy-form
      .portal=${this.portal}
      .speech=${this.speech}
      .value=${value}
      .faults=${this.#drafting.faults}
      @changed=${(event: CustomEvent<Members>) => this.#drafting.fill(event.detail)}
    ></onrecord-admin-policy-form>`;
  }

  /** What the form says as a text, once that was written. */
  #source(): TemplateResult {
    const { text, waits, broken, faults } = this.#drafting;
    if (text === "" && waits) return this.waiting();
    return html`<div class="labelled">
      <label for="source">${this.t("studio.source")}</label>
      <textarea
        id="source"
        class="field code source"
        dir="ltr"
        spellcheck="false"
        autocapitalize="off"
        aria-invalid=${broken || faults.length > 0 ? "true" : nothing}
        aria-describedby="source-about faults"
        .value=${text}
        @input=${(event: Event) => this.#drafting.type((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="hint" id="source-about">${this.t("form.about")}</p>
    </div>`;
  }

  #wrong(): TemplateResult {
    const { broken, failed, faults, check, waits } = this.#drafting;
    return html`<div id="faults" class="column" aria-live="polite">
      ${failed ? note("alert", failed, "warn") : nothing}
      ${broken ? note("alert", this.t("studio.broken"), "warn") : nothing}
      ${
        faults.length > 0
          ? html`<ul class="faults">
              ${faults.map((one) => html`<li>${this.#fault(one)}</li>`)}
            </ul>`
          : nothing
      }
      ${
        check && !waits
          ? note(
              check.material ? "alert" : "check",
              this.t(check.material ? "studio.material" : "studio.sound"),
            )
          : nothing
      }
    </div>`;
  }

  #fault(fault: Fault): TemplateResult {
    const { pointer, line, detail } = fault;
    const byLine = line !== undefined && (this.tab === "text" || this.#drafting.broken);
    return html`<button type="button" class="fault" @click=${() => this.#lead(fault)}>
      <code dir="ltr">${byLine ? this.t("studio.line", { line }) : pointer || "/"}</code>
      <span dir="auto">${detail}</span>
    </button>`;
  }

  #lead(fault: Fault | undefined): void {
    if (!fault) return;
    if (this.#drafting.broken && this.tab === "form") this.tab = "text";
    if (this.tab === "text") void this.updateComplete.then(() => this.#goTo(fault.line ?? 1));
    else void this.find<OnrecordAdminPolicyForm>("onrecord-admin-policy-form")?.show(fault.pointer);
  }

  /** Select a line of the text. */
  #goTo(line: number): void {
    const area = this.find<HTMLTextAreaElement>("#source");
    if (!area) return;
    const lines = area.value.split("\n");
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
    area.scrollTop = Math.max(0, (line - 4) * height);
  }

  #outcome(): unknown {
    const { current } = this;
    const { check } = this.#drafting;
    if (!check) return nothing;
    const words = sentences(current?.reading ?? null, check.reading);
    const shown = current ? words : { added: [], removed: [] };
    return html`${check.waits_for.map(({ detail }) => note("clock", detail, "warn"))}
      <h4>${this.t("studio.would")}</h4>
      ${difference(check.changes, shown, check.reading?.locale ?? "en", this.speech)}`;
  }
}
