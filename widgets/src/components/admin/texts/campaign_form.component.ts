import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { addCampaign, knownContacts } from "../../../core/oversight/campaigns.ts";
import { segments } from "../../../core/texting/segments.ts";
import type { AddSmsCampaign, SmsContact, SmsSender } from "../../../generated/wire.ts";
import { Form, wordsField } from "../form.ts";
import { note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";
import { type Addressed, addressed, addressees, fieldsOf, filled, torn } from "./addressed.ts";
import { counted, input } from "./sender_fields.ts";

const LONGEST = 1_600;
const NAME_LIMIT = 200;
const PACE = 30;
const MOST_PACE = 6_000;
/** People of one campaign, and how many of them are shown before it is written. */
const MOST = 500;
const SHOWN = 8;

/** Where a campaign is written: from which number, which words, and who gets it. Tells `made`. */
export class OnrecordAdminCampaignForm extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    tableStyles,
    css`
      td,
      tbody th {
        white-space: normal;
        text-align: start;
      }
      thead th {
        text-align: start;
      }
      th .wrong {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) senders: readonly SmsSender[] = [];
  @property({ attribute: false }) leave: () => void = () => undefined;
  @state() private template = "";
  @state() private pasted = "";
  @state() private contacts: readonly SmsContact[] | null = null;
  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked = false;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) void this.#load();
  }

  async #load(): Promise<void> {
    this.#asked = true;
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => (this.contacts = await knownContacts(portal.store.port)));
  }

  #to(): Addressed[] {
    return addressed(this.pasted, this.template, this.contacts ?? []);
  }

  protected override render(): unknown {
    if (this.problem) return this.failure(this.problem.detail, () => void this.#load());
    if (!this.contacts) return this.waiting(3);
    const { t } = this.speech;
    return html`<form
      @submit=${(event: SubmitEvent) => void this.#send(event)}
      @input=${this.#typed}
    >
      ${this.#from()}
      ${input(
        this.#form,
        { name: "name", label: t("texts.campaign_name"), hint: t("texts.campaign_name_hint") },
        { value: "", most: NAME_LIMIT, required: true },
      )}
      ${wordsField(
        this.#form,
        { name: "template", label: t("texts.template"), hint: t("texts.template_hint") },
        { rows: 4, most: LONGEST, required: true },
      )}
      ${wordsField(
        this.#form,
        { name: "to", label: t("texts.recipients_field"), hint: this.#howTo() },
        { rows: 5, most: 200_000, required: true },
      )}
      ${this.#read()}
      ${counted(
        this.#form,
        { name: "pace", label: t("texts.rate"), hint: t("texts.pace_hint") },
        PACE,
        MOST_PACE,
      )}
      ${note("users", t("texts.second_needed"))} ${this.#form.box()}
      ${this.#form.acts(t("texts.ask_approval"), [t("action.cancel"), this.leave])}
    </form>`;
  }

  #from(): TemplateResult {
    return this.#form.field(
      { name: "sender_id", label: this.t("texts.sent_from") },
      ({ id, invalid }) =>
        html`<select class="field" id=${id} name="sender_id" aria-invalid=${invalid}>
          ${this.senders.map((one) => html`<option value=${one.id}>${one.name} (${one.number})</option>`)}
        </select>`,
    );
  }

  #howTo(): string {
    const fields = fieldsOf(this.template);
    if (fields.length === 0) return this.t("texts.recipients_hint");
    return this.t("texts.recipients_fields", { fields: ["", ...fields].join("; ") });
  }

  /** What was written is not wrong any more until it is looked at again. */
  #typed(event: Event): void {
    const { name, value } = event.target as HTMLTextAreaElement;
    if (name === "template") this.template = value;
    if (name === "to") this.pasted = value;
    if (name === "template" || name === "to") this.#form.mark(name, "");
  }

  /** What was understood of it: the first text as it is read, and the first lines. */
  #read(): unknown {
    const all = this.#to();
    if (all.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="read">
      <h4 id="read">${this.t("texts.recipients", { count: all.length })}</h4>
      ${this.#first(all.find(({ wrong }) => wrong === null) ?? null)} ${this.#table(all)}
    </section>`;
  }

  #first(one: Addressed | null): unknown {
    if (!one || !this.template) return nothing;
    const text = filled(this.template, one);
    const { parts, alphabet } = segments(text);
    const said = `${this.t("texting.parts", { count: parts.length })} · ${this.t(`texting.${alphabet}`)}`;
    return html`<div>
      <p class="hint">${this.t("texts.reads", { name: one.contact?.name || one.who })}</p>
      <p class="said" dir="auto">${text}</p>
      <p class="hint">${said}</p>
    </div>`;
  }

  /** Those that are wrong come first: they are what one looks for. */
  #table(all: readonly Addressed[]): TemplateResult {
    const wrong = all.filter((one) => one.wrong !== null);
    const shown = [...wrong, ...all.filter((one) => one.wrong === null)].slice(0, SHOWN);
    const fields = fieldsOf(this.template);
    const rest = all.length - shown.length;
    return html`<div
        class="wide-table"
        tabindex="0"
        role="region"
        aria-label=${this.t("texts.recipients_field")}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("texts.who")}</th>
              ${fields.map((one) => html`<th scope="col">${one}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map((one) => this.#line(one, fields))}
          </tbody>
        </table>
      </div>
      ${rest > 0 ? html`<p class="end">${this.t("texts.more_lines", { count: rest })}</p>` : nothing}`;
  }

  #line(one: Addressed, fields: readonly string[]): TemplateResult {
    const name = one.contact?.name || one.who;
    const said = one.wrong ? this.t(`texts.line_${one.wrong}`) : "";
    return html`<tr>
      <th scope="row">
        <bdi>${name}</bdi
        >${name === one.who ? nothing : html`<span class="end"><bdi>${one.who}</bdi></span>`}
        ${said ? html`<span class="wrong">${said}</span>` : nothing}
      </th>
      ${fields.map((field) => html`<td dir="auto">${one.values[field] || "–"}</td>`)}
    </tr>`;
  }

  /** What is known to be wrong is not sent. */
  #mark(all: readonly Addressed[]): void {
    const { t, names } = this.speech;
    const wrong = all.filter((one) => one.wrong !== null).map(({ line }) => String(line));
    this.#form.mark("template", torn(this.template) ? t("texts.torn") : "");
    const many = all.length > MOST ? t("texts.too_many", { count: MOST }) : "";
    this.#form.mark(
      "to",
      wrong.length > 0 ? t("texts.lines_wrong", { lines: names(wrong) }) : many,
    );
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { portal } = this;
    const all = this.#to();
    this.#mark(all);
    const given = new FormData(event.target as HTMLFormElement);
    const value = (name: string): string => String(given.get(name) ?? "").trim();
    const command: AddSmsCampaign = {
      sender_id: value("sender_id"),
      name: value("name"),
      template: value("template"),
      to: addressees(all),
      pace: Number(value("pace") || PACE),
    };
    await this.#form.send(async () => {
      if (portal) this.tell("made", await addCampaign(portal.store.port, command));
    });
  }
}

OnrecordAdminCampaignForm.define("onrecord-admin-campaign-form");
