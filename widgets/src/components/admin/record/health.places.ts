/** Who signs the record, who keeps its signed heads elsewhere, and which archives it is handed to. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import type { RecordHealth } from "../../../generated/wire.ts";
import { type Tone, badge, fact, moment, note } from "../parts.ts";
import { lasting, placeTone, when } from "./health.words.ts";

type Signing = RecordHealth["signing"];
type Key = Signing["keys"][number];
type Witness = RecordHealth["witnesses"][number];
type Journal = RecordHealth["journals"][number];

const SIGNING_TONES: Readonly<Record<Signing["state"], Tone>> = {
  off: "waits",
  never: "plain",
  signed: "good",
  late: "bad",
  stopped: "bad",
};

const WITNESS_NEXT: Readonly<Partial<Record<Witness["state"], TextKey>>> = {
  behind: "health.witness_behind",
  failing: "health.witness_fails",
  unbelieved: "health.place_unbelieved",
};

const JOURNAL_NEXT: Readonly<Partial<Record<Journal["state"], TextKey>>> = {
  late: "health.journal_late",
  failing: "health.journal_fails",
  unbelieved: "health.place_unbelieved",
};

export function signingCard(one: Signing, speech: Speech): TemplateResult {
  const { t } = speech;
  const since = one.waiting_since ? when(speech, one.waiting_since) : "";
  const said = t(`health.signing.${one.state}`, {
    every: lasting(speech, one.every_seconds),
    since,
  });
  const wrong = one.state === "late" || one.state === "stopped";
  return html`<section class="card" aria-labelledby="signing">
    <h3 id="signing">${t("health.signing")}</h3>
    <p class="state">
      ${badge(SIGNING_TONES[one.state], t(`health.signing_state.${one.state}`))}
      ${wrong ? nothing : html`<span>${said}</span>`}
    </p>
    ${wrong ? note("alert", said, "warn") : nothing}
    ${wrong && one.reason ? html`<p class="about">${t(`health.reason.${one.reason}`)}</p>` : nothing}
    ${one.at ? signedFacts(one, one.at, speech) : nothing}
  </section>`;
}

function signedFacts(one: Signing, at: string, speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<dl class="wide">
      ${fact(t("health.signed_at"), moment(speech, at))}
      ${fact(t("health.signed_upto"), t("health.entries", { count: one.size }))}
      ${fact(t("health.waiting"), t("health.entries", { count: one.waiting }))}
    </dl>
    <h4>${t("health.keys")}</h4>
    <ul class="things">
      ${one.keys.map((key) => keyLine(key, speech))}
    </ul>`;
}

function keyLine(key: Key, speech: Speech): TemplateResult {
  const { t } = speech;
  const since = when(speech, key.since);
  const first = key.position === null;
  const said = first
    ? t("health.key_first", { since })
    : t(key.vouched ? "health.key_vouched" : "health.key_unvouched", {
        since,
        position: key.position ?? 0,
      });
  return html`<li>
    <b><code dir="ltr">${key.id}</code></b>
    ${key.active ? badge("good", t("health.key_active")) : badge("quiet", t("health.key_retired"))}
    <p class=${!first && !key.vouched ? "wrong" : ""}>${said}</p>
  </li>`;
}

export function witnessesCard(all: readonly Witness[], speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<section class="card" aria-labelledby="witnesses">
    <h3 id="witnesses">${t("health.witnesses")}</h3>
    <p class="about">${t("health.witnesses_about")}</p>
    ${
      all.length === 0
        ? note("info", t("health.witnesses_none"))
        : html`<ul class="things">
            ${all.map((one) => witnessLine(one, speech))}
          </ul>`
    }
  </section>`;
}

function witnessLine(one: Witness, speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<li>
    <b>${t(`health.kind.${one.kind}`)} <bdi>${one.name}</bdi></b>
    ${badge(placeTone(one), t(`health.place.${one.state}`))}
    <p>
      ${
        one.kept_at
          ? t("health.kept", { count: one.size, at: when(speech, one.kept_at) })
          : t("health.kept_none")
      }
    </p>
    ${fails(one, speech)} ${next(WITNESS_NEXT[one.state], speech)}
  </li>`;
}

/** Since when nothing is taken, why, and when it is tried again. */
function fails(one: Witness | Journal, speech: Speech): unknown {
  const { t } = speech;
  if (one.state !== "failing") return nothing;
  const since = one.failing_since
    ? t("health.fails_since", { at: when(speech, one.failing_since), count: one.tries })
    : t("health.fails", { count: one.tries });
  const again = one.next_try_at ? t("health.again", { at: when(speech, one.next_try_at) }) : "";
  return html`<p class="wrong">
    ${since} ${t(`health.reason.${one.reason ?? "unknown"}`)} ${again}
  </p>`;
}

/** What to do, where somebody has to. */
function next(said: TextKey | undefined, { t }: Speech): unknown {
  return said ? html`<p>${t(said)}</p>` : nothing;
}

export function journalsCard(all: readonly Journal[], speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<section class="card" aria-labelledby="journals">
    <h3 id="journals">${t("health.journals")}</h3>
    <p class="about">${t("health.journals_about")}</p>
    ${
      all.length === 0
        ? note("info", t("health.journals_none"))
        : html`<ul class="things">
            ${all.map((one) => journalLine(one, speech))}
          </ul>`
    }
  </section>`;
}

function journalLine(one: Journal, speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<li>
    <b
      ><bdi>${one.name}</bdi> ${
        one.format ? html`<code dir="ltr">${one.format}</code>` : nothing
      }</b
    >
    ${badge(placeTone(one), t(`health.place.${one.state}`))}
    <p>${reached(one, speech)} ${waits(one, speech)}</p>
    ${fails(one, speech)} ${next(JOURNAL_NEXT[one.state], speech)}
    ${
      one.set_aside > 0
        ? html`<p class="wrong">${t("health.set_aside", { count: one.set_aside })}</p>`
        : nothing
    }
  </li>`;
}

function reached(one: Journal, speech: Speech): string {
  const { t } = speech;
  if (!one.delivered_at) return t("health.delivered_none");
  return t("health.delivered", { count: one.delivered, at: when(speech, one.delivered_at) });
}

/** How far it is behind, in entries and in time; and since when that is on the record. */
function waits(one: Journal, speech: Speech): string {
  const { t } = speech;
  if (one.behind_entries === 0) return "";
  const behind = t("health.behind", {
    count: one.behind_entries,
    time: lasting(speech, one.behind_seconds),
  });
  const late = one.late_since ? t("health.late_since", { at: when(speech, one.late_since) }) : "";
  return `${behind} ${late}`.trim();
}
