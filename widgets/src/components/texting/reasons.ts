/** How it stands with texts to somebody, in words. Pure. */
import type { Speech, TextKey } from "../../base/speech.ts";
import type { SmsStanding } from "../../generated/wire.ts";

/** They have passed by themselves when the time comes, or when somebody else writes. */
const PASSING = new Set(["quiet_hours", "daily_cap", "not_assigned", "absent"]);

export type Tone = "good" | "waits" | "bad";

/** Whether a text may go, at a glance. */
export function toneOf({ goes, reason }: SmsStanding): Tone {
  if (goes) return "good";
  return PASSING.has(reason ?? "") ? "waits" : "bad";
}

/** Why no text goes, as whoever reads it says it; a reason that is newer than this page in the server's words. */
export function reasonText({ t }: Speech, reason: string, said = ""): string {
  const key = `texting.why_${reason}` as TextKey;
  const text = t(key);
  return text === key ? said || reason.replaceAll("_", " ") : text;
}

/** What is said in place of the composer; empty where a text may go. */
export function closedText(speech: Speech, { goes, reason, said, until }: SmsStanding): string {
  if (goes || reason === null) return "";
  const why = reasonText(speech, reason, said);
  if (until === null) return why;
  return `${why} ${speech.t("texting.until", { time: speech.moment(until) })}`;
}

/** What was agreed to, in few words. */
export function consentText(speech: Speech, standing: SmsStanding): string {
  const { reason, goes } = standing;
  if (goes || reason === "not_assigned") return speech.t("texting.allowed");
  return reasonText(speech, reason ?? "", standing.said);
}
