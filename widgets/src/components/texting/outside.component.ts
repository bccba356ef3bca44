import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { Port } from "../../core/port.ts";
import { fold } from "../../core/selectors.ts";
import { addContact, contactsOf, openTexts } from "../../core/texting/actions.ts";
import { consentsOf } from "../../core/texting/consents.ts";
import type { Conversation, SmsConsent, SmsContact, SmsSender } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";

const MOST_FOUND = 6;
const NAME_LIMIT = 200;
/** Fewer digits than these are no number. */
const LEAST_DIGITS = 5;
/** Lines of the ledger that say whether somebody wants texts. */
const DECIDING = new Set(["consent", "opt_out", "doubt", "resubscription"]);

/**
 * Who outside is written to, and from which number: somebody who is known, or a new number with a name.
 *
 * Tells `ready` (whether it can begin).
 */
export class OnrecordOutside extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      .labelled {
        display: flex;
        flex-direction: column;
        gap: 4px;
        font: var(--_t2);
      }
      .labelled > span {
        font-weight: 600;
      }
      small,
      .hint {
        color: var(--_muted);
        font: var(--_t1);
      }
      .hint {
        display: flex;
        gap: 8px;
      }
      .found {
        display: flex;
        flex-direction: column;
        padding: 4px;
        border-radius: var(--_r);
        background: var(--_surface-2);
      }
      .found button {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 12px;
        min-block-size: max(36px, var(--_target));
        padding: 4px 8px;
        border-radius: var(--_r-s);
        font: var(--_t2);
        text-align: start;
      }
      .found button:hover {
        background: var(--_surface-3);
      }
      .found button[aria-pressed="true"] {
        background: var(--_own);
      }
    `,
  ];

  @property({ attribute: false }) port: Port | null = null;
  /** The numbers that one may write from. */
  @property({ attribute: false }) senders: readonly SmsSender[] = [];

  @state() private contacts: readonly SmsContact[] = [];
  @state() private chosen: SmsContact | null = null;
  @state() private typed = "";
  @state() private hint = "";
  #asked = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.typed = "";
    this.chosen = null;
    void this.#load();
  }

  async #load(): Promise<void> {
    const { port } = this;
    this.contacts = port ? await contactsOf(port).catch(() => []) : [];
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("typed") && !changed.has("chosen")) return;
    this.tell("ready", this.chosen !== null || isNumber(this.typed));
    void this.#look();
  }

  /** What the ledger says of the number, where one may read it. */
  async #look(): Promise<void> {
    const { port } = this;
    const number = this.#number();
    if (number === this.#asked) return;
    this.#asked = number;
    this.hint = "";
    if (!port || !number) return;
    const page = await consentsOf(port, number, null).catch(() => null);
    if (page && number === this.#asked) this.hint = this.#said(page.data);
  }

  /** A number that is whole; what is typed otherwise may be any country's. */
  #number(): string {
    if (this.chosen) return this.chosen.number;
    return /^\+[\d\s()./-]{6,}$/.test(this.typed) ? this.typed : "";
  }

  #said(lines: readonly SmsConsent[]): string {
    const last = lines.find(({ kind }) => DECIDING.has(kind));
    if (!last) return this.t("texting.hint_none");
    const asked = last.kind === "opt_out" || last.kind === "doubt";
    return this.t(asked ? "texting.hint_out" : "texting.hint_agreed", {
      date: this.speech.date(last.at),
    });
  }

  /** Begin it; whoever has the number already keeps the name that they have. */
  async begin(): Promise<Conversation> {
    const { port, chosen } = this;
    if (!port) throw new Error("nothing is connected");
    const sender = this.find<HTMLSelectElement>("#sender")?.value ?? this.senders[0]?.id ?? "";
    const contact = chosen ?? (await addContact(port, this.typed.trim(), this.#name()));
    return openTexts(port, { sender_id: sender, contact_id: contact.id });
  }

  #name(): string {
    return this.find<HTMLInputElement>("#name")?.value.trim() ?? "";
  }

  #found(): SmsContact[] {
    const wanted = fold(this.typed.trim());
    const digits = wanted.replace(/\D/g, "");
    const fits = ({ name, number, client_ref: ref }: SmsContact): boolean =>
      fold(`${name} ${ref ?? ""}`).includes(wanted) ||
      (digits.length > 2 && number.includes(digits));
    return wanted ? this.contacts.filter(fits).slice(0, MOST_FOUND) : [];
  }

  #type(event: InputEvent): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.chosen = null;
  }

  #choose(contact: SmsContact): void {
    this.chosen = contact;
    this.typed = contact.name || contact.number;
  }

  protected override render(): TemplateResult {
    return html`${this.#from()}
      <label class="labelled"
        ><span>${this.t("texting.to")}</span>
        <input
          class="field"
          dir="auto"
          inputmode="text"
          autocomplete="off"
          .value=${this.typed}
          @input=${this.#type}
        />
        <small>${this.t("texting.to_hint")}</small>
      </label>
      ${this.#suggested()} ${this.#named()}
      <p class="hint" role="status">
        ${this.hint ? html`${icon("info", 16)}<span>${this.hint}</span>` : nothing}
      </p>`;
  }

  #from(): TemplateResult {
    return html`<label class="labelled"
      ><span>${this.t("texting.from")}</span>
      <select class="field" id="sender">
        ${this.senders.map(
          ({ id, name, number }) => html`<option value=${id}>${name} (${number})</option>`,
        )}
      </select>
    </label>`;
  }

  #suggested(): TemplateResult | typeof nothing {
    const found = this.#found();
    if (this.chosen || found.length === 0) return nothing;
    return html`<div class="found" role="group" aria-label=${this.t("texting.known")}>
      ${found.map(
        (contact) =>
          html`<button type="button" @click=${() => this.#choose(contact)}>
            <bdi>${contact.name || contact.number}</bdi><small>${contact.number}</small>
          </button>`,
      )}
    </div>`;
  }

  /** A new number may get a name. */
  #named(): TemplateResult | typeof nothing {
    if (this.chosen || !isNumber(this.typed)) return nothing;
    return html`<label class="labelled"
      ><span>${this.t("texting.name")}</span>
      <input class="field" id="name" dir="auto" autocomplete="off" maxlength=${NAME_LIMIT} />
    </label>`;
  }
}

function isNumber(typed: string): boolean {
  return /^[+\d\s()./-]+$/.test(typed) && typed.replace(/\D/g, "").length >= LEAST_DIGITS;
}
