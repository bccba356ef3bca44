/** What can be done about a grant: approve exactly its scope, deny, end, review, read. */
import { type TemplateResult, html, nothing } from "lit";

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
import { note } from "../parts.ts";
import { type Rights, decides } from "../rights.ts";
import type { Portal } from "../section.ts";
import { Steps } from "../steps.ts";

type Worded = "deny" | "close" | "review";

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

/** What has not begun does not end. */
function why(what: Worded, { state }: Grant): TextKey {
  return what === "close" && state === "requested" ? "grants.why_take_back" : `grants.why_${what}`;
}

/** What is asked for is taken back by who asked; what is open is ended by who approves, too. */
function mayEnd({ state }: Grant, mine: boolean, { approves }: Rights): boolean {
  return state === "open" ? mine || approves : state === "requested" && mine;
}

interface Outcome {
  changed(grant: Grant): void;
  read(): void;
}

export class Deciding extends Steps<Worded> {
  protected override first(): HTMLElement | null {
    return this.find(".decision textarea");
  }

  render(portal: Portal, grant: Grant, speech: Speech, outcome: Outcome): TemplateResult {
    const { rights, store } = portal;
    const mine = grant.requester === rights.me;
    const send = (work: () => Promise<Grant>): void => void this.send(work, outcome.changed);
    const { t } = speech;
    return html`<section class="decision" aria-label=${t("grants.decide")}>
      ${this.#why(grant, rights, t)} ${this.step ? nothing : this.form.box()}
      ${
        this.step
          ? this.#words(this.step, { port: store.port, mine }, grant, speech, send)
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
      ?disabled=${this.form.busy}
      @click=${approve}
    >
      ${icon("check", 16)}${t("grants.approve")}
    </button>`;
  }

  /** What is refused looks dangerous; what is due is what one came for. */
  #look(one: Worded): string {
    if (one === "close") return "button";
    return one === "deny" ? "button danger" : "button primary";
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
        html`<button type="button" class=${this.#look(one)} @click=${() => this.choose(one)}>
          ${t(named(one, grant, mine))}
        </button>`,
    );
  }

  #said(): string {
    return (this.find(".decision textarea") as HTMLTextAreaElement | null)?.value ?? "";
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
      send(() => SENDS[what](port, grant, this.#said()));
    };
    return html`<form @submit=${submit}>
      ${this.reason(
        { name: MEMBER[what], label: t(why(what, grant)), hint: t("grants.on_record") },
        { required: true },
      )}
      ${this.form.box()}
      ${this.form.acts(
        t(named(what, grant, mine)),
        [t("action.cancel"), () => this.choose(null)],
        what === "deny",
      )}
    </form>`;
  }
}
