/** The words of a case: a bounded stretch of a conversation, with what was found marked. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type {
  Case,
  CaseAppeal,
  CaseState,
  CaseFinding,
  CaseMessage,
  CaseSpan,
  CaseVersion,
  OpenedCase,
  PolicyDocument,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { plain, reasonKey, ruleName } from "../naming.ts";
import { badge, moment, note } from "../parts.ts";
import { pieces } from "./pieces.ts";
import { whyDecided } from "./told.ts";

const MENTION = /<@([^>]+)>/g;

function marked(text: string, spans: readonly CaseSpan[]): TemplateResult {
  return written(
    pieces(text, spans).map((piece) => {
      const said = piece.text.replace(MENTION, "@$1");
      const rules = piece.rules.join(", ");
      return rules ? html`<mark title=${rules}>${said}</mark>` : said;
    }),
  );
}

/** As it was written: its blanks and lines count, so there are none of ours. */
function written(inside: unknown): TemplateResult {
  return html`<p class="text" dir="auto">${inside}</p>`;
}

/** The message that a case is about as it is by now, whatever was decided since it was opened. */
function asItIs({ case: one, messages }: OpenedCase): readonly CaseMessage[] {
  const { message_state: state } = one;
  const newest = messages.filter(({ focus }) => focus).sort((a, b) => b.version - a.version)[0];
  if (!state || !newest || newest.state === "erased") return messages;
  return messages.map((each) => (each === newest ? { ...each, state } : each));
}

function stateOf({ state, erased_by: event }: CaseMessage, { t }: Speech): unknown {
  if (state === "active") return nothing;
  const said = event ? t("case.message.erased_by", { event }) : t(`case.message.${state}`);
  return badge("bad", said);
}

function message(one: CaseMessage, speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<li class=${one.focus ? "message focus" : "message"}>
    <p class="by">
      <b dir="auto">${one.author}</b> ${moment(speech, one.created_at)}
      ${one.version > 1 ? badge("plain", t("grants.edited", { version: one.version })) : nothing}
      ${stateOf(one, speech)}
      ${one.focus ? html`<span class="sr">${t("case.about_this")}</span>` : nothing}
    </p>
    ${said(one, speech)}
    ${one.attachments.map(
      ({ name }) => html`<p class="by">${icon("file", 16)}<bdi>${name}</bdi></p>`,
    )}
  </li>`;
}

/** A server of before this page knows of no versions. */
function said(one: CaseMessage, speech: Speech): unknown {
  const { versions: all = [] } = one as Partial<CaseMessage>;
  return all.length > 1 ? versions(all, speech) : words(one, speech);
}

function words(
  { text, spans, original }: Pick<CaseMessage, "text" | "spans" | "original">,
  { t }: Speech,
): TemplateResult {
  return html`${text === null ? html`<p class="about">${t("case.no_words")}</p>` : marked(text, spans)}
  ${
    original === null
      ? nothing
      : html`<p class="about">${t("case.original")}</p>
          ${written(original.replace(MENTION, "@$1"))}`
  }`;
}

/** What was reported or found comes first, and then what it was edited to. */
function versions(all: readonly CaseVersion[], speech: Speech): unknown {
  const { t } = speech;
  return all.map(
    (one, at) =>
      html`<p class="about">
          ${t(at === 0 ? "case.version_first" : "case.version_since")} ${moment(speech, one.at)}
        </p>
        ${words(one, speech)}`,
  );
}

/** Why there is no message: the head of the case says so where a tag protects it. */
function unread({ protected: closed }: Case, { t }: Speech): unknown {
  return closed ? nothing : note("info", t("case.about_person"));
}

/** The message in its place, and those before and after it; a case about a person has none. */
export function conversation(opened: OpenedCase, speech: Speech): unknown {
  const { t } = speech;
  const { before, after, message: about } = opened.case;
  const space = opened.space ?? opened.space_id;
  if (about === null) return unread(opened.case, speech);
  return html`<section class="column" aria-labelledby="words">
    <div class="head">
      <h4 id="words" dir="auto">${opened.title || t("case.conversation")}</h4>
      ${space ? html`<span dir="auto">${t("case.in_space", { space })}</span>` : nothing}
      <span class="end">${t("case.around", { before, after })}</span>
    </div>
    ${
      opened.messages.length === 0
        ? unread(opened.case, speech)
        : html`<ol class="messages">
            ${asItIs(opened).map((one) => message(one, speech))}
          </ol>`
    }
  </section>`;
}

const ENDED: ReadonlySet<CaseState> = new Set(["decided", "closed"]);

/** What the author says against it: whoever decides reads it first, while there is something to decide. */
export function against({ appeals, case: { state: how } }: OpenedCase, speech: Speech): unknown {
  const { t } = speech;
  return [true, false].map((dispute) => {
    const some = appeals.filter((one) => one.dispute === dispute);
    const count = { count: some.length };
    return group(
      dispute
        ? t(waits(some, how) ? "case.disputes" : "case.disputed", count)
        : t("case.appeals", count),
      some.map((one) => statement(one, speech)),
    );
  });
}

function waits(some: readonly CaseAppeal[], how: CaseState): boolean {
  return !ENDED.has(how) && some.some(({ state }) => state === "open");
}

function statement({ said, at, state, due_at: until }: CaseAppeal, speech: Speech): TemplateResult {
  const how =
    state === "open"
      ? speech.t("case.answer_due", { date: speech.brief(until) })
      : speech.t(`case.answer_${state}`);
  return html`<li class="entry">
    <span dir="auto">${said}</span>${moment(speech, at)} <span class="about">${how}</span>
  </li>`;
}

/** What was found in it, and what was reported. */
export function evidence(
  opened: OpenedCase,
  speech: Speech,
  who: (id: string) => string,
  document?: PolicyDocument | null,
): unknown {
  const { t } = speech;
  return html`${group(
    t("case.found", { count: opened.findings.length }),
    opened.findings.map(
      (one) =>
        html`<li class="entry">
          <span>${looked(one, document, speech)}</span>${moment(speech, one.at)}
          <span class="about"
            >${one.rules.map((rule) => (one.lexicon ? rule : plain(rule))).join(", ")}</span
          >
        </li>`,
    ),
  )}
  ${reported(opened, speech, who)}`;
}

/** By which rule it was found; of a list, in which version of it. */
function looked(
  { trigger, lexicon, lexicon_version: version }: CaseFinding,
  document: PolicyDocument | null | undefined,
  speech: Speech,
): unknown {
  if (!lexicon) return ruleName(trigger, document, speech);
  const list = speech.t("rule.lexicon", { name: plain(lexicon) });
  return html`${list} · ${speech.t("policy.version", { version: version ?? 0 })}`;
}

function reported({ reports }: OpenedCase, speech: Speech, who: (id: string) => string): unknown {
  return group(
    speech.t("case.reports", { count: reports.length }),
    reports.map(
      (one) =>
        html`<li class="entry">
          <span
            ><b>${speech.t(reasonKey(one.reason_code))}</b>${
              one.reporter ? html` · <bdi>${who(one.reporter)}</bdi>` : nothing
            }</span
          >${moment(speech, one.at)}
          ${one.said ? html`<span dir="auto">${one.said}</span>` : nothing}
        </li>`,
    ),
  );
}

/** A heading that opens, with its entries. */
export function group(title: string, entries: readonly unknown[], open = true): unknown {
  if (entries.length === 0) return nothing;
  return html`<details ?open=${open}>
    <summary>${title}</summary>
    <div>
      <ul class="column">
        ${entries}
      </ul>
    </div>
  </details>`;
}

/** What reviewers noted, and who did. */
export function notes(
  { notes: all }: OpenedCase,
  speech: Speech,
  who: (id: string) => string,
): unknown {
  return group(
    speech.t("case.notes", { count: all.length }),
    all.map(
      (one) =>
        html`<li class="entry">
          <span dir="auto">${one.text}</span>${moment(speech, one.at)}
          <span class="about"><bdi>${who(one.by)}</bdi></span>
        </li>`,
    ),
  );
}

/** Why it was decided so, once it was. */
export function rationale(
  { rationale: said, case: { source } }: OpenedCase,
  speech: Speech,
): unknown {
  if (!said) return nothing;
  return html`<div class="card">
    <h4>${speech.t("case.rationale")}</h4>
    <p class="said" dir="auto">${whyDecided(said, source, speech)}</p>
  </div>`;
}
