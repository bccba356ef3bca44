/** What a request says of itself: what was asked and by whom, what was weighed, and what came of it. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { sizeText } from "../../../core/files/files.ts";
import type { DataRequest, DataRequestState } from "../../../generated/wire.ts";
import { destroys, dueWords, keptWords, stands } from "../../data/words.ts";
import { type Tone, badge, fact, hash, moment, note, person } from "../parts.ts";

type Who = (id: string) => string;

export const TONES: Readonly<Record<DataRequestState, Tone>> = {
  received: "waits",
  identified: "waits",
  weighed: "waits",
  approved: "good",
  done: "quiet",
  lifting: "good",
  lifted: "quiet",
  refused: "quiet",
  withdrawn: "quiet",
};

export function stateBadge(one: DataRequest, { t }: Speech): TemplateResult {
  return badge(one.overdue ? "bad" : TONES[one.state], t(`data.state.${one.state}`));
}

/** Until when it is answered, how far it is carried out, and why its copy was given up. */
export function standing(one: DataRequest, speech: Speech, now: number): unknown {
  const due = dueWords(one, speech, now);
  const stopped = one.stopped && speech.t(`data.stopped.${one.stopped}`);
  return html`${stopped ? note("alert", stopped, "warn") : nothing}
    ${due ? note("clock", due, one.overdue ? "warn" : "quiet") : nothing}
    <div role="status">${note("info", next(one, speech))} ${progress(one, speech)}</div>`;
}

/** How it stands; before the first weighing also what that does. */
function next(one: DataRequest, speech: Speech): string {
  const first = one.state === "identified" && destroys(one);
  return [stands(one, speech), first ? speech.t("data.to_weigh") : ""].filter(Boolean).join(" ");
}

function progress({ state, goes, erased, left }: DataRequest, { t }: Speech): unknown {
  if (state !== "approved" || !goes) return nothing;
  const label = t("data.progress", { count: Math.min(erased, goes), all: goes });
  return html`<p class="progress">
    <progress max=${goes} value=${Math.min(erased + left, goes)} aria-label=${label}></progress>
    <span>${label}</span>
  </p>`;
}

/** What was weighed last: how many messages go, and by which rule the others stay. */
export function weighedCard(one: DataRequest, speech: Speech, who: Who): unknown {
  const { t } = speech;
  const { goes, kept, weighed_by: by, weighed_at: at, weighing_hash: sealed } = one;
  if (goes === null || !by || !at || !sealed) return nothing;
  return html`<section class="card" aria-labelledby="weighed">
    <h4 id="weighed">${t("data.weighing")}</h4>
    <p class="said">${t(one.kind === "erasure" ? "data.goes" : "data.hides", { count: goes })}</p>
    ${one.complete === false ? note("info", t("data.incomplete"), "warn") : nothing}
    ${
      kept.length === 0
        ? html`<p>${t("data.kept_nothing")}</p>`
        : html`<ul class="kept">
            ${kept.map((each) => html`<li>${keptWords(each, speech)}</li>`)}
          </ul>`
    }
    <dl class="wide">
      ${fact(
        t("data.weighed_by"),
        html`${person(by, who(by))}
          <p>${moment(speech, at)}</p>`,
      )}
      ${fact(t("data.hash"), hash(sealed))}
    </dl>
  </section>`;
}

/** The copy that an access is answered with. */
export function archiveCard({ archive }: DataRequest, speech: Speech): unknown {
  if (!archive) return nothing;
  const { t } = speech;
  const { size, sha256, until, opened_at: opened } = archive;
  return html`<section class="card" aria-labelledby="copy">
    <h4 id="copy">${t("data.archive")}</h4>
    <dl class="wide">
      ${fact(t("data.archive_size"), sizeText(size, speech.lang))}
      ${fact(t("data.archive_until"), moment(speech, until))}
      ${fact(t("data.archive_opened"), opened ? moment(speech, opened) : t("data.archive_not"))}
      ${fact(t("data.archive_hash"), hash(sha256))}
    </dl>
  </section>`;
}

export function askedCard(one: DataRequest, speech: Speech, who: Who): TemplateResult {
  const { t } = speech;
  const by = (label: string, id: string | null): unknown =>
    id ? fact(label, person(id, who(id))) : nothing;
  const at = (label: string, when: string | null): unknown =>
    when ? fact(label, moment(speech, when)) : nothing;
  const said = (label: string, words: string | null): unknown =>
    words ? fact(label, html`<p class="said" dir="auto">${words}</p>`) : nothing;
  return html`<section class="card" aria-labelledby="asked">
    <h4 id="asked">${t("data.matter")}</h4>
    <dl class="wide">
      ${by(t("data.person"), one.person_id)}
      ${one.made_by === one.person_id ? nothing : by(t("data.made_by"), one.made_by)}
      ${at(t("data.received"), one.received_at)} ${at(t("data.due"), one.due_at)}
      ${one.identified_by === one.person_id ? nothing : by(t("data.identified_by"), one.identified_by)}
      ${by(t("data.approved_by"), one.approved_by)} ${at(t("data.ended"), one.ended_at)}
    </dl>
    <dl>
      ${said(t("data.said"), one.said)} ${said(t("data.identified_how"), one.identified_how)}
      ${said(t("data.extended"), one.extended)} ${said(t("data.answer"), one.answer)}
    </dl>
  </section>`;
}

/** Why somebody who handles requests is offered nothing here; null where they are. */
export function outside(one: DataRequest, me: string, { t }: Speech): string | null {
  if (one.person_id === me) return t("data.your_own");
  if (one.state === "weighed" && one.weighed_by === me && destroys(one))
    return t("data.you_weighed");
  return null;
}
