/** Of which time the numbers of a quarter are, and when the next ones come. Pure. */
import type { Speech } from "../../base/speech.ts";
import type { TransparencyReport } from "../../generated/wire.ts";

/** Quarters and weeks are counted in UTC, wherever the reader is. */
function day(speech: Speech, at: string | number): string {
  return new Intl.DateTimeFormat(speech.lang, {
    ...{ weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  }).format(new Date(at));
}

export function countedLine(report: TransparencyReport, speech: Speech): string {
  const { since, until, counted_until: end, next_count_at: next, complete } = report;
  const { t } = speech;
  const begin = day(speech, since);
  if (complete) return t("numbers.counted_all", { since: begin, until: lastDay(speech, until) });
  if (next === null) return t("numbers.counted_now", { since: begin, until: speech.moment(end) });
  const again = t("numbers.next", { date: day(speech, next) });
  const counted = t("numbers.counted", { since: begin, until: day(speech, end) });
  return `${end === since ? t("numbers.counted_none") : counted} ${again}`;
}

/** A quarter ends with the day before the next one. */
function lastDay(speech: Speech, until: string): string {
  return day(speech, Date.parse(until) - 1);
}
