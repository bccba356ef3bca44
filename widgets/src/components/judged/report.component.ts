import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import type { MakeReport, ReasonCode } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";

const LIMIT = 2_000;
const REASONS: readonly ReasonCode[] = [
  "harassment",
  "threat",
  "discrimination",
  "confidential",
  "fraud",
  "spam",
  "other",
];

/** What is reported: a message of somebody, or the person. */
export interface Reported {
  readonly message?: string;
  readonly person?: string;
  /** Whose message it is, or who it is. */
  readonly name: string;
  /** The version of the policy under which it is reviewed; null where there is none. */
  readonly policy: number | null;
  /** Whether it is said where there are only two: then who reported is no secret. */
  readonly two?: boolean;
}

/** Lets somebody tell those who review what is wrong, and says who will see it. */
export class OnrecordReport extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      fieldset {
        display: flex;
        flex-direction: column;
        border: 0;
        padding: 0;
        margin: 0 0 16px;
      }
      legend {
        padding: 0;
        font: var(--_t2);
        font-weight: 600;
      }
      .reason {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: max(32px, var(--_target));
        font: var(--_t2);
      }
      .reason input {
        flex: none;
        inline-size: 18px;
        block-size: 18px;
        margin: 0;
        accent-color: var(--_accent);
      }
      .seen {
        display: flex;
        gap: 8px;
        padding: 12px;
        border-radius: var(--_r);
        background: var(--_surface-3);
        color: var(--_text);
        font: var(--_t2);
      }
      .two {
        margin-block-start: 8px;
      }
      .seen svg {
        color: var(--_muted);
      }
    `,
  ];

  @state() private reported: Reported | null = null;
  @state() private reason: ReasonCode | null = null;
  @state() private done = false;
  #send: (said: MakeReport) => Promise<unknown> = () => Promise.resolve();

  ask(reported: Reported, send: (said: MakeReport) => Promise<unknown>): void {
    this.reported = reported;
    this.reason = null;
    this.done = false;
    this.#send = send;
    const field = this.find<HTMLTextAreaElement>("textarea");
    if (field) field.value = "";
    this.open();
  }

  #confirm(event: Event): void {
    event.preventDefault();
    const { reported, reason } = this;
    const said = this.find<HTMLTextAreaElement>("textarea")?.value.trim() ?? "";
    if (!reported || !reason) return;
    const { message, person } = reported;
    const whom = message ? { message_id: message } : { person_id: person ?? "" };
    const words = said ? { said } : {};
    void this.attempt(async () => {
      await this.#send({ ...whom, ...words, reason_code: reason });
      this.done = true;
    });
  }

  /** It stays open to say that it was done. */
  override close(): void {
    if (this.done && this.busy) return;
    super.close();
  }

  protected override render(): TemplateResult {
    const { reported } = this;
    const title = reported?.message ? "report.title_message" : "report.title_person";
    const name = reported?.name ?? "";
    return this.frame(this.t(title, { name }), this.#inside(name), this.#foot());
  }

  /** Nobody reviews where there is no policy. */
  #inside(name: string): TemplateResult {
    if (this.done) return this.#thanks();
    return this.#closed() ? this.#about(name) : this.#form(name);
  }

  #closed(): boolean {
    return this.done || this.reported?.policy === null;
  }

  #about(name: string): TemplateResult {
    return html`<p class="seen">${icon("shield", 16)}<span>${this.#seen(name)}</span></p>
      ${
        this.reported?.two
          ? html`<p class="seen two">
              ${icon("alert", 16)}<span>${this.t("report.seen_two", { name })}</span>
            </p>`
          : nothing
      }`;
  }

  #thanks(): TemplateResult {
    return html`<p class="seen" role="status" tabindex="-1">
      ${icon("check", 16)}<span>${this.t("report.done")}</span>
    </p>`;
  }

  #form(name: string): TemplateResult {
    return html`<form id="form" @submit=${this.#confirm}>
        <fieldset>
          <legend>${this.t("report.reason")}</legend>
          ${REASONS.map((code, at) => this.#choice(code, at === 0))}
        </fieldset>
        <label class="labelled"
          ><span>${this.t("report.said")}</span>
          <textarea class="field" dir="auto" rows="3" maxlength=${LIMIT}></textarea>
        </label>
      </form>
      ${this.#about(name)}`;
  }

  #seen(name: string): string {
    const version = this.reported?.policy ?? null;
    if (version === null) return this.t("report.no_policy");
    const key = this.reported?.message ? "report.seen_message" : "report.seen_person";
    return this.t(key, { name, version });
  }

  #choice(code: ReasonCode, first: boolean): TemplateResult {
    return html`<label class="reason"
      ><input
        type="radio"
        name="reason"
        ?data-first=${first}
        .checked=${this.reason === code}
        @change=${() => (this.reason = code)}
      />
      <span>${this.t(`report.reason_${code}`)}</span></label
    >`;
  }

  #foot(): TemplateResult {
    if (this.#closed())
      return html`<button type="button" class="button primary" @click=${() => this.close()}>
        ${this.t("action.close")}
      </button>`;
    return html`<button type="button" class="button quiet" @click=${() => this.close()}>
        ${this.t("action.cancel")}
      </button>
      <button
        type="submit"
        form="form"
        class="button primary"
        ?disabled=${this.busy || this.reason === null}
      >
        ${this.t("report.send")}
      </button> `;
  }
}
