/** What a hold says of itself: where it stands, what it covers and why, and who knows of it. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Hold, HoldCustodian, HoldState } from "../../../generated/wire.ts";
import { type Tone, badge, fact, hash, moment, note, person, whole } from "../parts.ts";

type Who = (id: string) => string;

export const TONES: Readonly<Record<HoldState, Tone>> = {
  requested: "waits",
  open: "good",
  releasing: "waits",
  refused: "quiet",
  released: "quiet",
};

/** How many of those who were told have said that they know; null where nobody was told. */
export function acknowledged({ custodians }: Hold, { t }: Speech): string | null {
  if (custodians.length === 0) return null;
  const count = custodians.filter((one) => one.acknowledged_at !== null).length;
  return t("holds.acknowledged", { count, all: custodians.length });
}

/** How many of them did not say so in time; null where nobody is late. */
export function overdue({ custodians }: Hold, { t }: Speech): string | null {
  const count = custodians.filter((one) => one.overdue).length;
  return count > 0 ? t("holds.overdue_line", { count }) : null;
}

/** What is to be done next, in a sentence. */
export function standing(hold: Hold, { t }: Speech, who: Who): unknown {
  const late = hold.custodians.filter((one) => one.overdue).length;
  const by = hold.release_asked_by;
  return html`${hold.state === "requested" ? note("clock", t("holds.waits_silent"), "warn") : nothing}
  ${
    hold.state === "releasing" && by
      ? note("clock", t("holds.waits_release", { name: who(by) }), "warn")
      : nothing
  }
  ${late > 0 ? note("alert", t("holds.overdue", { count: late }), "warn") : nothing}`;
}

export function scopeCard({ scope, scope_hash: sealed }: Hold, speech: Speech, who: Who): unknown {
  const { t } = speech;
  const { persons, conversations = [], spaces = [], words, since, until } = scope;
  return html`<section class="card" aria-labelledby="scope">
    <h4 id="scope">${t("holds.scope")}</h4>
    <dl class="wide">
      ${fact(
        t("holds.people"),
        all(persons, t("holds.anybody"), (ids) => people(ids, who)),
      )}
      ${fact(t("holds.places"), all([...conversations, ...spaces], t("holds.anywhere"), codes))}
      ${fact(t("holds.since"), since ? moment(speech, since) : t("holds.beginning"))}
      ${fact(t("holds.until"), until ? moment(speech, until) : t("holds.future"))}
      ${fact(t("holds.words"), all(words, t("holds.any_words"), lines))}
      ${fact(t("holds.hash"), hash(sealed))}
    </dl>
  </section>`;
}

/** What a part of a scope names, or what it means that it names nothing. */
function all(
  named: readonly string[] | undefined,
  none: string,
  draw: (named: readonly string[]) => unknown,
): unknown {
  return named && named.length > 0 ? draw(named) : none;
}

function codes(ids: readonly string[]): unknown {
  return ids.map((id) => html`<div><code dir="ltr">${id}</code></div>`);
}

function lines(words: readonly string[]): unknown {
  return words.map((one) => html`<div><bdi>${one}</bdi></div>`);
}

function people(ids: readonly string[], who: Who): TemplateResult {
  return html`<span class="people">${ids.map((id) => person(id, who(id)))}</span>`;
}

export function matterCard(hold: Hold, speech: Speech, who: Who): TemplateResult {
  const { t } = speech;
  const by = (label: string, id: string | null, at: string | null = null): unknown =>
    id
      ? fact(
          label,
          html`${person(id, who(id))} ${at ? html`<p>${moment(speech, at)}</p>` : nothing}`,
        )
      : nothing;
  const said = (label: string, words: string | null): unknown =>
    words ? fact(label, html`<p class="said" dir="auto">${words}</p>`) : nothing;
  return html`<section class="card" aria-labelledby="matter">
    <h4 id="matter">${t("holds.matter")}</h4>
    <dl>
      ${said(t("holds.reason"), hold.reason)}
      ${hold.silent ? nothing : said(t("holds.notice"), hold.notice ?? t("holds.standard"))}
      ${by(t("holds.requester"), hold.requester, hold.requested_at)}
      ${by(t("holds.approved_by"), hold.approved_by)}
      ${
        hold.revision > 1
          ? fact(t("holds.revision"), t("holds.revision_value", { count: hold.revision - 1 }))
          : nothing
      }
      ${said(t("holds.why_widen"), hold.widened_reason)}
      ${said(t("holds.release_reason"), hold.release_reason)}
      ${said(t("holds.refusal_reason"), hold.refusal_reason)}
      ${by(t("holds.ended_by"), hold.ended_by, hold.ended_at)}
    </dl>
  </section>`;
}

/** Who was told, and whether they have said that they know. */
export function custodianCard(hold: Hold, speech: Speech, who: Who): TemplateResult {
  const { t } = speech;
  const none = hold.silent ? t("holds.silent_told") : t("holds.nobody_told");
  return html`<section class="card" aria-labelledby="custodians">
    <h4 id="custodians">${t("holds.custodians")}</h4>
    ${
      hold.custodians.length === 0
        ? html`<p>${none}</p>`
        : html`<ul class="told">
            ${hold.custodians.map((one) => custodian(one, speech, who))}
          </ul>`
    }
  </section>`;
}

function custodian(one: HoldCustodian, speech: Speech, who: Who): TemplateResult {
  const { t } = speech;
  const [tone, key] = answered(one);
  const at = one.acknowledged_at ?? one.due_at;
  const when = t(one.acknowledged_at ? "holds.done_at" : "holds.due", { date: speech.date(at) });
  const reminded = one.reminders > 0 ? t("holds.reminded", { count: one.reminders }) : "";
  const said = [when, reminded, one.left ? t("holds.custodian.left") : ""];
  return html`<li>
    ${person(one.person_id, who(one.person_id))} ${badge(tone, t(`holds.custodian.${key}`))}
    <span class="when">${whole(said)}</span>
  </li>`;
}

function answered(one: HoldCustodian): [Tone, "acknowledged" | "lifted" | "overdue" | "waiting"] {
  if (one.lifted_at) return ["quiet", "lifted"];
  if (one.acknowledged_at) return ["good", "acknowledged"];
  return one.overdue ? ["bad", "overdue"] : ["waits", "waiting"];
}
