/** How long something takes or waits, and when it was, in the reader's words. Pure. */
import type { Speech } from "../../../base/speech.ts";
import type { RecordCheck, RecordHealth } from "../../../generated/wire.ts";
import type { Tone } from "../parts.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `2 hours`: of the largest unit of which there is a whole one; less than a second is said as one. */
export function lasting({ lang }: Speech, seconds: number): string {
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? (["second", 1] as const);
  const count = Math.max(1, Math.round(seconds / size));
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** `3 May 2026, 14:05`, within a sentence. */
export function when(speech: Speech, at: string): string {
  return speech.t("admin.at", { date: speech.date(at), time: speech.time(at) });
}

export function secondsOf({ begun_at: from, ended_at: to }: RecordCheck): number {
  return to ? (Date.parse(to) - Date.parse(from)) / 1_000 : 0;
}

export const CHECK_TONES: Readonly<Record<RecordHealth["state"], Tone>> = {
  sound: "good",
  failed: "bad",
  stopped: "bad",
  overdue: "waits",
  never: "waits",
};

/** The state of one self-check as that of a record. */
export function asState(state: RecordCheck["state"]): RecordHealth["state"] {
  return state === "passed" || state === "running" ? "sound" : state;
}

type Placed = RecordHealth["witnesses"][number] | RecordHealth["journals"][number];

const QUIET: ReadonlySet<Placed["state"]> = new Set(["current", "never", "retired"]);
const PLACE_TONES: Readonly<Record<Placed["state"], Tone>> = {
  current: "good",
  never: "plain",
  retired: "quiet",
  late: "waits",
  behind: "waits",
  failing: "bad",
  unbelieved: "bad",
};

export function placeTone({ state }: Placed): Tone {
  return PLACE_TONES[state];
}

/** Whether somebody has to look after it. */
export function isWrong(one: Placed): boolean {
  const aside = "set_aside" in one && one.set_aside > 0 && one.state !== "retired";
  return aside || !QUIET.has(one.state);
}
