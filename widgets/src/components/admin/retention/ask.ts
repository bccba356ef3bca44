/** What is asked, as one reads it: how many messages, by which rule, what was answered and what became of them. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { RetentionAsk, RetentionAskState } from "../../../generated/wire.ts";
import { type Tone, badge, fact, hash, moment, note, person, span } from "../parts.ts";

type Who = (id: string) => string;

const TONES: Readonly<Record<RetentionAskState, Tone>> = {
  open: "waits",
  proposed: "waits",
  approved: "good",
  done: "quiet",
  kept: "quiet",
  lapsed: "quiet",
};

export function stateBadge(one: RetentionAsk, { t }: Speech): TemplateResult {
  return badge(TONES[one.state], t(`retention.state.${one.state}`));
}

/** When the messages were written. */
export function period({ first_at: from, last_at: until }: RetentionAsk, speech: Speech): string {
  const days = { from: speech.date(from), until: speech.date(until) };
  return days.from === days.until ? days.from : speech.t("retention.period_of", days);
}

/** What happens next, and how far erasing has come. */
export function standing(one: RetentionAsk, speech: Speech): TemplateResult {
  return html`<div role="status">
    ${note("info", stands(one, speech))} ${progress(one, speech)}
  </div>`;
}

function stands({ state, until }: RetentionAsk, { t, date }: Speech): string {
  if (state !== "kept") return t(`retention.stands.${state}`);
  return t("retention.stands.kept", { date: until ? date(until) : "" });
}

function progress(one: RetentionAsk, { t }: Speech): unknown {
  const all = one.messages + one.held;
  if (one.state !== "approved" || !all) return nothing;
  const seen = Math.min(one.erased + one.still_held + one.kept, all);
  const label = t("retention.progress", { count: seen, all });
  return html`<p class="progress">
    <progress max=${all} value=${seen} aria-label=${label}></progress>
    <span>${label}</span>
  </p>`;
}

export function countedCard(one: RetentionAsk, speech: Speech, place: string): TemplateResult {
  const { t } = speech;
  const { rule, policy_version: version } = one;
  return html`<section class="card" aria-labelledby="counted">
    <h4 id="counted">${t("retention.counted")}</h4>
    <p class="said">${t("retention.goes", { count: one.messages })}</p>
    <p>${one.held > 0 ? t("retention.held", { count: one.held }) : t("retention.held_none")}</p>
    <dl class="wide">
      ${fact(t("retention.place"), html`<bdi class="clip">${place}</bdi>`)}
      ${fact(t("retention.period"), period(one, speech))}
      ${fact(t("retention.rule"), t("retention.rule_of", { rule, version }))}
      ${fact(t("retention.maximum"), span(speech, one.maximum))}
      ${one.basis ? fact(t("retention.basis"), html`<bdi>${one.basis}</bdi>`) : nothing}
      ${fact(t("retention.counted_at"), moment(speech, one.counted_at))}
      ${fact(t("retention.hash"), hash(one.hash))}
    </dl>
  </section>`;
}

/** What was answered and by whom, where anybody has. */
export function answerCard(one: RetentionAsk, speech: Speech, who: Who): unknown {
  if (!one.answered_by && !one.refused_by) return nothing;
  const { t } = speech;
  const by = (label: string, id: string | null): unknown =>
    id ? fact(label, person(id, who(id))) : nothing;
  const said = (label: string, words: string | null): unknown =>
    words ? fact(label, html`<p class="said" dir="auto">${words}</p>`) : nothing;
  return html`<section class="card" aria-labelledby="answer">
    <h4 id="answer">${t("retention.answer")}</h4>
    <dl class="wide">
      ${by(t("retention.answered_by"), one.answered_by)}
      ${by(t("retention.approved_by"), one.approved_by)}
      ${one.until ? fact(t("retention.until"), moment(speech, one.until)) : nothing}
      ${by(t("retention.refused_by"), one.refused_by)}
    </dl>
    <dl>${said(t("retention.reason"), one.reason)} ${said(t("retention.refusal"), one.refusal)}</dl>
  </section>`;
}

/** What went and what stayed, once it is over. */
export function wentCard(one: RetentionAsk, speech: Speech): unknown {
  if (one.position === null || !one.ended_at) return nothing;
  const { t, number } = speech;
  return html`<section class="card" aria-labelledby="went">
    <h4 id="went">${t("retention.went")}</h4>
    <dl class="wide">
      ${fact(t("retention.went_erased"), number(one.erased))}
      ${fact(t("retention.went_held"), number(one.still_held))}
      ${fact(t("retention.went_kept"), number(one.kept))}
      ${fact(t("retention.ended"), moment(speech, one.ended_at))}
    </dl>
  </section>`;
}
