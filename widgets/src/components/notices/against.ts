/** Which decision an appeal is against; what was said against an older one counts no more. Pure. */
import type { Appeal, Message, Notice, NoticeKind } from "../../generated/wire.ts";

/** An answer is nothing that one appeals against. */
const ANSWERS: ReadonlySet<NoticeKind> = new Set(["appeal_decided", "report_decided"]);

/** Whether it was said against what a notice tells of: by the notice, or by its message since then. */
export function isAgainst(appeal: Appeal, { id, message_id: message, at }: Notice): boolean {
  const same = message !== null && appeal.message_id === message;
  return appeal.notice_id === id || (same && !isBefore(appeal.made_at, at));
}

/** What one has said of how it stands with a message now, the latest of it. */
export function standingAppeal(
  all: readonly Appeal[],
  notices: readonly Notice[],
  { id, state, judged }: Pick<Message, "id" | "state" | "judged">,
): Appeal | undefined {
  const mine = all.filter((one) => one.message_id === id);
  const since = decision(notices, id)?.at ?? judged?.at ?? "";
  return mine.find(
    (one) => !(state === "rejected" && one.dispute) && !(since && isBefore(one.made_at, since)),
  );
}

/** The newest notice of what was found in a message, or decided about it. */
export function decision(notices: readonly Notice[], id: string): Notice | undefined {
  return notices.find(({ message_id, kind }) => message_id === id && !ANSWERS.has(kind));
}

/** Whether one may still ask another reviewer; of what no notice is known the server says it. */
export function isOpen(notice: Notice | undefined): boolean {
  if (!notice) return true;
  const { appeal_until: until, past } = notice;
  return !past && until !== null && Date.parse(until) > Date.now();
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
