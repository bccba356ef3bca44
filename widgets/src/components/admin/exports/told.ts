/** What an export says of itself, what is in it, and how whoever gets it verifies it. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { sizeText } from "../../../core/files/files.ts";
import { fileOf } from "../../../core/oversight/exports.ts";
import type { Archive, ExportFormat } from "../../../generated/wire.ts";
import { fact, hash, moment, person, type Tone } from "../parts.ts";
import type { Rights } from "../rights.ts";

/** What the formats are called, in every language. */
const NAMES: Readonly<Record<ExportFormat, string>> = {
  jsonl: "JSON Lines",
  eml: "EML",
  csv: "CSV",
  rsmf: "RSMF",
  actiance: "Actiance XML",
  "global-relay": "Global Relay EML",
  edrm: "EDRM XML",
  concordance: "Concordance DAT",
  pdf: "PDF/A",
  html: "HTML",
};

export const FORMATS = Object.keys(NAMES) as ExportFormat[];

/** What somebody is handed over, in a few words. */
export function nameOf({ formats }: Archive, speech: Speech): string {
  return speech.names(formats.map((one) => NAMES[one]));
}

export const TONES: Readonly<Record<Archive["state"], Tone>> = {
  requested: "waits",
  running: "waits",
  done: "good",
  stopped: "bad",
  cancelled: "plain",
};

/** What can be done about one, as it stands. */
export type Act = "fetch" | "approve" | "resume" | "cancel";

const MINE: Readonly<Record<Archive["state"], readonly Act[]>> = {
  requested: ["cancel"],
  running: ["cancel"],
  done: ["fetch", "cancel"],
  stopped: ["resume"],
  cancelled: [],
};

/** What somebody may do: who asked for it, and who approves what others asked for. */
export function actsOf({ requester, state, reason }: Archive, rights: Rights): readonly Act[] {
  if (requester !== rights.me) return state === "requested" && rights.approves ? ["approve"] : [];
  return reason === "grant_over" ? [] : MINE[state];
}

/** Who asked for it, under which grant, of what, and what it came to. */
export function archiveFacts(
  one: Archive,
  speech: Speech,
  who: (id: string) => string,
  open: (grant: string) => void,
): TemplateResult {
  const { t } = speech;
  const { since, until, size, approved_by: by, expires_at: ends, sealed_to: key } = one;
  const when = (name: string, at: string | null | undefined): unknown =>
    at ? fact(name, moment(speech, at)) : nothing;
  return html`<dl class="card wide">
    ${fact(t("exports.requester"), person(one.requester, who(one.requester)))}
    ${by ? fact(t("exports.approved_by"), person(by, who(by))) : nothing}
    ${when(t("exports.when"), one.requested_at)}
    ${fact(t("exports.grant"), asked(one.grant_id, open, t))}
    ${fact(t("exports.formats"), nameOf(one, speech))}
    ${since || until ? nothing : fact(t("exports.dates"), t("exports.whole"))}
    ${when(t("exports.since"), since)} ${when(t("exports.to"), until)}
    ${size ? fact(t("exports.size"), sizeText(size, speech.lang)) : nothing}
    ${one.manifest_sha256 ? fact(t("exports.hash"), hash(one.manifest_sha256)) : nothing}
    ${key ? fact(t("exports.sealed"), html`<code dir="ltr" class="hash">${key}</code>`) : nothing}
    ${when(t("exports.expires"), ends)}
  </dl>`;
}

function asked(id: string, open: (id: string) => void, t: Speech["t"]): TemplateResult {
  return html`<button type="button" class="link" title=${id} @click=${() => open(id)}>
    ${t("exports.grant_look")}
  </button>`;
}

/** What whoever gets it finds in it. */
export function whatIsIn({ state }: Archive, { t }: Speech): unknown {
  if (state !== "done") return nothing;
  const parts = ["formats", "evidence", "looks", "verifier"] as const;
  return html`<section class="card" aria-labelledby="holds">
    <h4 id="holds">${t("exports.holds")}</h4>
    <ul class="parts">
      ${parts.map((one) => html`<li>${t(`exports.holds_${one}`)}</li>`)}
    </ul>
  </section>`;
}

/** The one command that opens it, and the one that verifies it. */
export function howToVerify(one: Archive, { t }: Speech): unknown {
  if (one.state !== "done") return nothing;
  const zip = `${one.id}.zip`;
  const unseal = `onrecord unseal ${fileOf(one)} ${zip} --key auditor.key`;
  return html`${one.sealed_to ? command(t("exports.unseal"), unseal) : nothing}
  ${command(t("exports.command"), `python verify_bundle.py ${zip} --vkey trusted.vkeys`)}`;
}

function command(said: string, line: string): TemplateResult {
  return html`<section class="card">
    <h4>${said}</h4>
    <pre class="command" dir="ltr" tabindex="0" aria-label=${said}><code>${line}</code></pre>
  </section>`;
}
