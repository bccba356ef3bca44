import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import type { TextKey } from "../../../base/speech.ts";
import { requestGrant } from "../../../core/oversight/grants.ts";
import type {
  Grant,
  NoticeRule,
  Person,
  PolicyDocument,
  RequestGrant,
} from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { Form } from "../form.ts";
import { dayField, dayOf } from "../days.ts";
import { ruleName } from "../naming.ts";
import { hoursOf, note, span } from "../parts.ts";
import { type Requested, requestable } from "../rights.ts";
import { AdminSection } from "../section.ts";
import type { OnrecordAdminPlaces } from "./places.component.ts";

const SPANS = ["PT1H", "P1D", "P3D", "P7D", "P14D", "P30D", "P90D"];
/** How long is chosen first, as far as the policy allows it. */
const USUAL = "P7D";

/** Asks to look: for which reason, at whose messages, where, of which dates, for how long. */
export class OnrecordAdminAsk extends AdminSection {
  @state() private trigger = "";
  @state() private people: readonly string[] = [];
  @state() private paper: string | null = null;
  /** Whether breaking the glass was pressed once: a second press does it. */
  @state() private sure = false;

  readonly #form = new Form(this, (selector) => this.find(selector));

  #rules(): Requested[] {
    return this.portal ? requestable(this.portal.rights) : [];
  }

  #rule(): Requested | undefined {
    const all = this.#rules();
    return all.find(({ id }) => id === this.trigger) ?? all[0];
  }

  protected override render(): unknown {
    const rule = this.#rule();
    if (!this.portal || !rule)
      return emptyState("key", this.t("grants.cannot"), this.t("grants.cannot_next"));
    return html`<form
      @submit=${(event: Event) => this.#submit(event, rule)}
      @input=${() => this.#changed()}
    >
      ${note("info", this.t(isEmergency(rule) ? "grants.ask_about_emergency" : "grants.ask_about"))}
      ${this.#which(rule)} ${this.#scope(rule)} ${this.#why(rule)} ${this.#howLong(rule)}
      ${rule.kind === "legal_process" ? this.#paper() : nothing}
      ${isEmergency(rule) && !this.sure ? note("alert", this.t("grants.emergency"), "warn") : nothing}
      ${this.#form.box()} ${this.#foot(rule)}
    </form>`;
  }

  #foot(rule: Requested): TemplateResult {
    return html`<div role="status">
        ${this.sure ? note("alert", this.t("grants.break_sure"), "warn") : nothing}
      </div>
      <div class="acts">
        <button
          type="submit"
          class=${isEmergency(rule) ? "button primary danger" : "button primary"}
          ?disabled=${this.#form.busy}
        >
          ${this.t(sendKey(rule, this.sure))}
        </button>
        ${
          this.sure
            ? html`<button type="button" class="button" @click=${() => (this.sure = false)}>
                ${this.t("action.cancel")}
              </button>`
            : nothing
        }
      </div>`;
  }

  /** What was refused, or asked once, is of what stood there. */
  #changed(): void {
    this.#form.clear();
    this.#form.mark("scope/until", "");
    this.sure = false;
  }

  #which(rule: Requested): TemplateResult {
    const chosen = (event: Event): void => {
      this.trigger = (event.target as HTMLSelectElement).value;
    };
    return this.#form.field(
      { name: "trigger", label: this.t("grants.for_what") },
      (aria) =>
        html`<select class="field" id=${aria.id} @change=${chosen}>
          ${this.#rules().map(
            ({ id }) =>
              html`<option value=${id} ?selected=${id === rule.id}>
                ${ruleName(id, this.portal?.policy?.document, this.speech)}
              </option>`,
          )}
        </select>`,
    );
  }

  #scope(rule: Requested): TemplateResult {
    const chosen = ({ detail }: CustomEvent<readonly Person[]>): void => {
      this.people = detail.map(({ id }) => id);
    };
    const { portal } = this;
    return html`<div class="labelled">
        <onrecord-people
          .speech=${this.speech}
          .search=${(query: string) => portal?.store.searchPeople(query) ?? Promise.resolve([])}
          @change=${chosen}
        ></onrecord-people>
        <p class="hint">${this.t("grants.people_hint")}</p>
      </div>
      <onrecord-admin-places
        .portal=${portal}
        .speech=${this.speech}
        .trigger=${rule.id}
        .people=${this.people}
      ></onrecord-admin-places>
      <div class="pair">
        ${dayField(this.#form, {
          name: "scope/since",
          label: this.t("grants.messages_since"),
          hint: this.t("grants.since_hint"),
        })}
        ${dayField(this.#form, {
          name: "scope/until",
          label: this.t("grants.messages_before"),
          hint: this.t("grants.before_hint"),
        })}
      </div>`;
  }

  #why(rule: Requested): TemplateResult {
    const hint = this.t(isEmergency(rule) ? "grants.reason_hint_emergency" : "grants.reason_hint");
    return this.#form.field(
      { name: "reason", label: this.t("grants.reason"), hint },
      (aria) =>
        html`<textarea
          class="field"
          id=${aria.id}
          name="reason"
          rows="4"
          dir="auto"
          required
          minlength="10"
          maxlength="2000"
          aria-invalid=${aria.invalid}
          aria-describedby=${aria.describes}
        ></textarea>`,
    );
  }

  #howLong(rule: Requested): TemplateResult {
    const most = hoursOf(rule.longest ?? "P30D");
    const fits = SPANS.filter((one) => hoursOf(one) <= most);
    const usual = fits.filter((one) => hoursOf(one) <= hoursOf(USUAL)).at(-1);
    const delay = delayOf(this.portal?.policy?.document ?? null);
    return html`<div class="pair">
      ${this.#form.field(
        {
          name: "lasts",
          label: this.t("grants.lasts"),
          hint: this.t(lastsHint(rule), { span: span(this.speech, rule.longest ?? "P30D") }),
        },
        (aria) =>
          html`<select class="field" id=${aria.id} name="lasts" aria-describedby=${aria.describes}>
            ${fits.map(
              (one) =>
                html`<option value=${one} ?selected=${one === usual}>
                  ${span(this.speech, one)}
                </option>`,
            )}
          </select>`,
      )}
      ${
        delay && !isEmergency(rule)
          ? dayField(this.#form, {
              name: "defer_until",
              label: this.t("grants.defer"),
              hint: this.#deferHint(rule, delay),
            })
          : nothing
      }
    </div>`;
  }

  /** How long it can be put off, and whether more have to approve it then. */
  #deferHint(rule: Requested, delay: string): string {
    const count = lookNotice(this.portal?.policy?.document ?? null)?.delay_approvals ?? 1;
    const most = { span: span(this.speech, delay) };
    return count > approvalsOf(rule)
      ? this.t("grants.defer_hint_more", { ...most, count })
      : this.t("grants.defer_hint", most);
  }

  #paper(): TemplateResult {
    const taken = (event: Event): void => {
      const [file] = (event.target as HTMLInputElement).files ?? [];
      if (file) void this.attempt(async () => (this.paper = await digest(file)));
    };
    return this.#form.field(
      {
        name: "document_hash",
        label: this.t("grants.paper"),
        hint: html`${this.t("grants.paper_hint")}
        ${this.paper ? html`<code dir="ltr">${this.paper}</code>` : nothing}`,
      },
      (aria) =>
        html`<input
          class="field"
          type="file"
          id=${aria.id}
          aria-invalid=${aria.invalid}
          aria-describedby=${aria.describes}
          @change=${taken}
        />`,
    );
  }

  #submit(event: Event, rule: Requested): void {
    event.preventDefault();
    const { portal } = this;
    if (!portal) return;
    const asked = this.#command(new FormData(event.target as HTMLFormElement), rule);
    if (!this.#inOrder(asked)) return;
    if (isEmergency(rule) && !this.sure) {
      this.sure = true;
      return;
    }
    this.sure = false;
    let grant: Grant | null = null;
    void this.#form
      .send(async () => (grant = await requestGrant(portal.store.port, asked)))
      .then((done) => done && this.tell("asked", grant));
  }

  /** Whether the dates are in their order; where not, the field says so. */
  #inOrder({ scope: { since, until } }: RequestGrant): boolean {
    const wrong = since && until && until <= since;
    this.#form.mark("scope/until", wrong ? this.t("grants.dates_wrong") : "");
    if (wrong) this.find<HTMLInputElement>("[name=until]")?.focus();
    return !wrong;
  }

  #command(given: FormData, { id, kind }: Requested): RequestGrant {
    const text = (name: string): string => String(given.get(name) ?? "");
    const defer = dayOf(text("defer_until"));
    return {
      trigger: id,
      scope: {
        people: [...this.people],
        conversations: this.find<OnrecordAdminPlaces>("onrecord-admin-places")?.value ?? [],
        since: dayOf(text("since")),
        until: dayOf(text("until")),
      },
      reason: text("reason"),
      lasts: text("lasts"),
      ...(kind === "legal_process" ? { document_hash: this.paper } : {}),
      ...(defer ? { defer_until: defer } : {}),
    };
  }
}

/** What the policy says of telling the subject of a look. */
function lookNotice(document: PolicyDocument | null): NoticeRule | undefined {
  return document?.notices?.find(({ to, of }) => to === "subject" && of.includes("look"));
}

function approvalsOf(rule: Requested): number {
  return "approvals" in rule ? (rule.approvals ?? 1) : 1;
}

/** For how long the policy lets a look be kept from its subject. */
function delayOf(document: PolicyDocument | null): string | null {
  return lookNotice(document)?.longest_delay ?? null;
}

/** The SHA-256 of a file, which stays on this device. */
async function digest(file: File): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** It opens at once, without anybody's approval. */
function isEmergency({ kind }: Requested): boolean {
  return kind === "break_glass";
}

/** Breaking the glass takes two presses. */
function sendKey(rule: Requested, sure: boolean): TextKey {
  if (!isEmergency(rule)) return "grants.send";
  return sure ? "grants.break_now" : "grants.break";
}

/** From when it is counted how long it lasts. */
function lastsHint(rule: Requested): TextKey {
  return isEmergency(rule) ? "grants.lasts_at_once" : "grants.lasts_hint";
}
