/** What else one does with a case: notes, handing it on, seeing more, learning who it is. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import type { Speech } from "../../../base/speech.ts";
import {
  assignCase,
  denyAsked,
  escalateCase,
  noteCase,
  revealCase,
  widenCase,
} from "../../../core/oversight/cases.ts";
import type { Port } from "../../../core/port.ts";
import type { Case, CaseAct, CaseRequest, Revealed } from "../../../generated/wire.ts";
import type { OnrecordPeople } from "../../people/people.component.ts";
import { Form } from "../form.ts";
import type { Portal } from "../section.ts";

export type Doing = "note" | "assign" | "widen" | "reveal" | "escalate" | "deny";
type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };
type Send = (port: Port, one: Case, given: FormData, asked: CaseRequest | null) => Promise<Case>;

const ALL: readonly Exclude<Doing, "deny">[] = ["note", "assign", "widen", "reveal", "escalate"];
/** Most that one sees each way. */
const MOST = 50;

const text = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();

const SENDS: Readonly<Record<Doing, Send>> = {
  note: (port, one, given) => noteCase(port, one, text(given, "text")),
  assign: (port, one, given) => assignCase(port, one, text(given, "person_id") || null),
  widen: (port, one, given) =>
    widenCase(port, one, Number(text(given, "before")), text(given, "reason")),
  reveal: (port, one, given) =>
    revealCase(port, one, text(given, "whom") as Revealed, text(given, "reason")),
  escalate: (port, one, given) => escalateCase(port, one, text(given, "reason")),
  deny: (port, one, given, asked) => {
    if (!asked) throw new Error("there is no request");
    return denyAsked(port, one, asked, text(given, "reason"));
  },
};

export interface About {
  readonly portal: Portal;
  readonly one: Case;
  /** It is another now; `doing` says by what. */
  done(next: Case, doing: Doing): void;
}

export class CaseActing implements ReactiveController {
  readonly #host: Host;
  readonly #form: Form;
  readonly #find: (selector: string) => HTMLElement | null;
  #doing: Doing | null = null;
  #asked: CaseRequest | null = null;
  #person = "";

  constructor(host: Host, find: (selector: string) => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
    this.#form = new Form(host, find);
    host.addController(this);
  }

  hostConnected(): void {}

  begin(): void {
    this.#doing = null;
    this.#person = "";
    this.#form.clear();
  }

  start(doing: Doing | null, asked: CaseRequest | null = null): void {
    this.begin();
    this.#doing = doing;
    this.#asked = asked;
    this.#host.requestUpdate();
    if (!doing) return;
    void this.#host.updateComplete.then(() =>
      this.#find(".doing :is(textarea, input, select, onrecord-people)")?.focus(),
    );
  }

  render(about: About, speech: Speech): unknown {
    const { t } = speech;
    const may = ALL.filter((one) => about.one.may.includes(one as CaseAct));
    if (this.#doing) return this.#asking(this.#doing, about, speech);
    if (may.length === 0) return nothing;
    return html`<div class="acts">
      ${may.map(
        (one) =>
          html`<button type="button" class="button" @click=${() => this.start(one)}>
            ${t(`case.do.${one}`)}
          </button>`,
      )}
    </div>`;
  }

  #asking(doing: Doing, about: About, speech: Speech): TemplateResult {
    const { t } = speech;
    return html`<form
      class="doing"
      @submit=${(event: Event) => void this.#send(event, doing, about)}
    >
      <h4>${t(`case.do.${doing}`)}</h4>
      ${this.#fields(doing, about, speech)} ${this.#form.box()}
      <div class="acts">
        <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
          ${t(`case.do.${doing}`)}
        </button>
        <button type="button" class="button quiet" @click=${() => this.start(null)}>
          ${t("action.cancel")}
        </button>
      </div>
    </form>`;
  }

  #fields(doing: Doing, { portal, one }: About, speech: Speech): unknown {
    const { t } = speech;
    if (doing === "note") return this.#area("text", t("case.note"), t("case.note_hint"), 1);
    if (doing === "assign") return this.#somebody(portal, speech);
    return html`${doing === "widen" ? this.#number(one, t) : nothing}
    ${doing === "reveal" ? this.#whom(t) : nothing}
    ${this.#area("reason", t("grants.reason"), t("grants.on_record"), 10)}`;
  }

  #area(name: string, label: string, hint: string, shortest: number): TemplateResult {
    return this.#form.field(
      { name, label, hint },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          name=${name}
          rows="3"
          dir="auto"
          required
          minlength=${shortest}
          maxlength="2000"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        ></textarea>`,
    );
  }

  #number({ before }: Case, t: Speech["t"]): TemplateResult {
    return this.#form.field(
      { name: "before", label: t("case.each_way"), hint: t("case.each_way_hint") },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          type="number"
          id=${id}
          name="before"
          min="0"
          max=${MOST}
          required
          value=${Math.min(before * 2 || 10, MOST)}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    );
  }

  #whom(t: Speech["t"]): TemplateResult {
    return this.#form.field(
      { name: "whom", label: t("case.whom") },
      ({ id }) =>
        html`<select class="field" id=${id} name="whom">
          <option value="people">${t("case.whom_people")}</option>
          <option value="reporters">${t("case.whom_reporters")}</option>
        </select>`,
    );
  }

  /** Nobody chosen gives it back to the queue. */
  #somebody(portal: Portal, speech: Speech): TemplateResult {
    return html`<div class="labelled">
      <onrecord-people
        .speech=${speech}
        .search=${(query: string) => portal.store.searchPeople(query)}
        @change=${(event: Event) => {
          this.#person = (event.target as OnrecordPeople).value.at(-1)?.id ?? "";
        }}
      ></onrecord-people>
      <p class="hint">${speech.t("case.assign_hint")}</p>
    </div>`;
  }

  async #send(event: Event, doing: Doing, { portal, one, done }: About): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    if (this.#person) given.set("person_id", this.#person);
    let next: Case | null = null;
    const asked = this.#asked;
    const sent = await this.#form.send(async () => {
      next = await SENDS[doing](portal.store.port, one, given, asked);
    });
    if (!sent || !next) return;
    this.begin();
    done(next, doing);
  }
}
