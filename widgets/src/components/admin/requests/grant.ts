/** What a grant says of itself: where it stands, its exact scope, and what the policy allows. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import type { Grant, PolicyVersionDetail } from "../../../generated/wire.ts";
import { dutyName, ruleName } from "../naming.ts";
import { placeLine } from "./place.ts";
import { fact, hash, moment, note, person, span } from "../parts.ts";

type Who = (id: string) => string;

/** In one sentence, where it stands and what comes next. */
export function standing(grant: Grant, speech: Speech): unknown {
  const { t } = speech;
  const { approvals_needed: needed, approvals } = grant;
  if (grant.state === "requested")
    return note("clock", t("grants.needs", { count: needed - approvals.length }), "warn");
  if (grant.state === "open" && grant.expires_at)
    return note("clock", html`${t("grants.until")} ${moment(speech, grant.expires_at)}`);
  if (grant.review_due && !grant.reviewed_by)
    return note(
      "alert",
      html`${t("grants.review_due")} ${moment(speech, grant.review_due)}`,
      "warn",
    );
  return nothing;
}

/** Of what waits or was refused it would be, of what is open it may be. */
function scopeKey({ state, opened_at: opened }: Grant): TextKey {
  if (state === "open") return "grants.scope_open";
  return opened ? "grants.scope_over" : "grants.scope";
}

/** Exactly what would be read: who, where, and of which dates. */
export function grantScope(grant: Grant, speech: Speech, who: Who): TemplateResult {
  const { t } = speech;
  const { people = [], conversations = [], since, until } = grant.scope;
  const day = (at: string | null | undefined, none: string): unknown =>
    at ? moment(speech, at) : none;
  return html`<section class="card scope" aria-labelledby="scope">
    <h4 id="scope">${t(scopeKey(grant))}</h4>
    <dl>
      ${fact(
        t("grants.people"),
        people.length === 0
          ? t("grants.anybody")
          : html`<span class="people">${people.map((id) => person(id, who(id)))}</span>`,
      )}
      ${fact(
        t("grants.conversations"),
        conversations.length === 0
          ? t("grants.anywhere")
          : html`<span class="places"
              >${conversations.map((id) =>
                placeLine(
                  grant.places.find((one) => one.id === id),
                  id,
                  speech,
                ),
              )}</span
            >`,
      )}
      ${fact(t("grants.since"), day(since, t("grants.beginning")))}
      ${fact(t("grants.to"), day(until, t(grant.approvals_needed > 0 ? "grants.opening" : "grants.opening_now")))}
      ${fact(t("grants.lasts"), span(speech, grant.lasts))}
      ${fact(t("grants.scope_hash"), hash(grant.scope_hash))}
    </dl>
  </section>`;
}

/** Who asked and who approved, under which policy, and what it allows at most. */
export function grantFacts(
  grant: Grant,
  policy: PolicyVersionDetail | null,
  speech: Speech,
  who: Who,
): TemplateResult {
  const { t } = speech;
  const version = t("policy.version", { version: grant.policy_version });
  return html`<section class="card" aria-labelledby="asked">
    <h4 id="asked">${t("grants.asked")}</h4>
    <dl>
      ${fact(t("grants.requester"), person(grant.requester, who(grant.requester)))}
      ${fact(t("grants.duty"), dutyName(grant.duty, speech))}
      ${fact(t("grants.asked_on"), moment(speech, grant.requested_at))}
      ${approved(grant, speech, who)} ${fact(t("grants.told"), told(grant, speech))}
      ${fact(t("grants.under"), html`${version} · ${hash(grant.policy_hash)}`)}
      ${allowed(grant, policy, speech)}
      ${grant.document_hash ? fact(t("grants.paper"), hash(grant.document_hash)) : nothing}
      ${ended(grant, speech, who)} ${reviewed(grant, speech, who)}
    </dl>
  </section>`;
}

/** What opens at once needs nobody's approval. */
function approved(grant: Grant, speech: Speech, who: Who): TemplateResult {
  const { approvals: all, approvals_needed: needed } = grant;
  if (needed === 0) return fact(speech.t("grants.approvals_none"), speech.t("grants.at_once"));
  const name = speech.t("grants.approvals", { count: all.length, needed });
  return fact(name, approvals(grant, speech, who));
}

function approvals({ approvals: all }: Grant, speech: Speech, who: Who): unknown {
  if (all.length === 0) return speech.t("grants.nobody_yet");
  return all.map(
    ({ person_id: id, at }) =>
      html`<div class="people">${person(id, who(id))} ${moment(speech, at)}</div>`,
  );
}

function told({ deferred_until: until }: Grant, speech: Speech): unknown {
  if (!until) return speech.t("grants.told_at_once");
  return html`${speech.t("grants.told_from")} ${moment(speech, until)}`;
}

function allowed(
  { trigger, kind }: Grant,
  policy: PolicyVersionDetail | null,
  speech: Speech,
): unknown {
  const found = policy?.document.triggers?.find(({ id }) => id === trigger);
  if (!found || !("longest" in found) || found.kind !== kind || !found.longest) return nothing;
  const most = speech.t("grants.at_most", { span: span(speech, found.longest) });
  return fact(speech.t("grants.rule"), `${ruleName(trigger, policy?.document, speech)} · ${most}`);
}

function ended({ ended_by: by, ended_reason: why }: Grant, speech: Speech, who: Who): unknown {
  if (!by) return nothing;
  return fact(
    speech.t("grants.ended"),
    html`${person(by, who(by))}
      <p dir="auto">${why}</p>`,
  );
}

function reviewed({ reviewed_by: by, review }: Grant, speech: Speech, who: Who): unknown {
  if (!by) return nothing;
  return fact(
    speech.t("grants.reviewed"),
    html`${person(by, who(by))}
      <p dir="auto">${review}</p>`,
  );
}
