/** What can be done about a grant: approve exactly its scope, deny, end, review, read. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import {
  approveGrant,
  closeGrant,
  denyGrant,
  reviewGrant,
} from "../../../core/oversight/grants.ts";
import type { Port } from "../../../core/port.ts";
import type { Grant } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { note } from "../parts.ts";
import { type Rights, decides } from "../rights.ts";
import type { Portal } from "../section.ts";

/** As long as the server wants it. */
const SHORTEST = 10;
const LONGEST = 2_000;

type Worded = "deny" | "close" | "review";
type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> };

const SENDS: Readonly<Record<Worded, (port: Port, grant: Grant, said: string) => Promise<Grant>>> =
  {
    deny: denyGrant,
    close: closeGrant,
    review: reviewGrant,
  };
const MEMBER: Readonly<Record<Worded, string>> = {
  deny: "reason",
  close: "reason",
  review: "finding",
};

/** What is ended is called by what it is: a request that is taken back, one's own look, or another's. */
function named(what: Worded, { state }: Grant, mine: boolean): TextKey {
  if (what !== "close") return `grants.${what}`;
  if (!mine) return "grants.close";
  return state === "open" ? "grants.close_own" : "grants.take_back";
}

/** What is asked for is taken back by who asked; what is open is ended by who approves, too. */
function mayEnd({ state }: Grant, mine: boolean, { approves }: Rights): boolean {
  return state === "open" ? mine || approves : state === "requested" && mine;
}

interface Outcome {
  changed(grant: Grant): void;
  read(): void;
}

export class Deciding implements ReactiveController {
  readonly #host: Host;
  readonly #form: Form;
  readonly #find: (selector: string) => HTMLElement | null;
  #writing: Worded | null = null;
  #text = "";

  constructor(host: Host, find: (selector: string) => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
    this.#form = new Form(host, find);
    host.addController(this);
  }

  hostConnected(): void {}

  /** Another grant is shown: nothing is written yet. */
  begin(): void {
    this.#writing = null;
    this.#text = "";
    this.#form.clear();
  }

  render(portal: Portal, grant: Grant, speech: Speech, outcome: Outcome): TemplateResult {
    const { rights, store } = portal;
    const mine = grant.requester === rights.me;
    const send = (work: () => Promise<Grant>): void => void this.#send(work, outcome);
    const { t } = speech;
    return html`<section class="decision" aria-label=${t("grants.decide")}>
      ${this.#why(grant, rights, t)} ${this.#writing ? nothing : this.#form.box()}
      ${
        this.#writing
          ? this.#words(this.#writing, { port: store.port, mine }, grant, speech, send)
          : html`<div class="acts">
              ${this.#first(grant, rights, mine, speech, outcome, () =>
                send(() => approveGrant(store.port, grant)),
              )}
              ${this.#worded(grant, rights, mine, speech)}
            </div>`
      }
    </section>`;
  }

  /** Why somebody who sees a request cannot decide about it, before they try. */
  #why(grant: Grant, rights: Rights, t: Speech["t"]): unknown {
    if (grant.state !== "requested") return nothing;
    if (grant.requester === rights.me) return note("info", t("grants.own"));
    if (grant.approvals.some(({ person_id: id }) => id === rights.me))
      return note("check", t("grants.approved_by_you"));
    return decides(rights, grant.trigger) ? nothing : note("info", t("grants.who_decides"));
  }

  #first(
    { state, trigger, approvals }: Grant,
    rights: Rights,
    mine: boolean,
    { t }: Speech,
    { read }: Outcome,
    approve: () => void,
  ): unknown {
    if (state === "open" && mine)
      return html`<button type="button" class="button primary" @click=${read}>
        ${icon("eye", 16)}${t("grants.read")}
      </button>`;
    const done = approvals.some(({ person_id: id }) => id === rights.me);
    if (state !== "requested" || mine || done || !decides(rights, trigger)) return nothing;
    return html`<button
      type="button"
      class="button primary"
      ?disabled=${this.#form.busy}
      @click=${approve}
    >
      ${icon("check", 16)}${t("grants.approve")}
    </button>`;
  }

  #worded(grant: Grant, rights: Rights, mine: boolean, { t }: Speech): unknown {
    const decider = decides(rights, grant.trigger);
    const may: Readonly<Record<Worded, boolean>> = {
      deny: grant.state === "requested" && !mine && decider,
      close: mayEnd(grant, mine, rights),
      review: grant.review_due !== null && !grant.reviewed_by && !mine && rights.approves,
    };
    const shown = (["review", "deny", "close"] as const).filter((one) => may[one]);
    return shown.map(
      (one) =>
        html`<button
          type="button"
          class=${one === "deny" ? "button danger" : "button"}
          @click=${() => this.#write(one)}
        >
          ${t(named(one, grant, mine))}
        </button>`,
    );
  }

  #write(what: Worded | null): void {
    this.#writing = what;
    this.#form.clear();
    this.#host.requestUpdate();
    if (what) void this.#host.updateComplete.then(() => this.#find(".decision textarea")?.focus());
  }

  #words(
    what: Worded,
    { port, mine }: { readonly port: Port; readonly mine: boolean },
    grant: Grant,
    { t }: Speech,
    send: (work: () => Promise<Grant>) => void,
  ): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      send(() => SENDS[what](port, grant, this.#text));
    };
    return html`<form @submit=${submit}>
      ${this.#form.field(
        { name: MEMBER[what], label: t(`grants.why_${what}`), hint: t("grants.on_record") },
        ({ id, invalid, describes }) =>
          html`<textarea
            class="field"
            id=${id}
            rows="3"
            dir="auto"
            required
            minlength=${SHORTEST}
            maxlength=${LONGEST}
            aria-invalid=${invalid}
            aria-describedby=${describes}
            .value=${this.#text}
            @input=${(event: Event) => (this.#text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>`,
      )}
      ${this.#form.box()}
      ${this.#form.acts(
        t(named(what, grant, mine)),
        [t("action.cancel"), () => this.#write(null)],
        what === "deny",
      )}
    </form>`;
  }

  async #send(work: () => Promise<Grant>, { changed }: Outcome): Promise<void> {
    let answer: Grant | null = null;
    const done = await this.#form.send(async () => (answer = await work()));
    if (!done || !answer) return;
    this.begin();
    changed(answer);
  }
}
