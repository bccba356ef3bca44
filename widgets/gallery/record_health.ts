/** How it stands with the record of the wholesaler: well, unless `?with=…` says otherwise. */
import type { RecordCheck, RecordHealth } from "../src/generated/wire.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;
const SIZE = 5_230;

function check(at: number, change: Partial<RecordCheck> = {}): RecordCheck {
  return {
    id: `chk_${String(at).padStart(32, "0")}`,
    state: "passed",
    by_schedule: true,
    asked_by: null,
    begun_at: ago(at),
    ended_at: ago(at - 1),
    entries: SIZE - at,
    versions: 3_318 - at,
    erased: 4,
    checkpoint: SIZE - at,
    findings: 0,
    found: [],
    position: SIZE - at,
    ...change,
  };
}

const EARLIER: readonly RecordCheck[] = [
  check(300),
  check(300 + DAY),
  check(300 + 2 * DAY, { by_schedule: false, asked_by: "hana" }),
];
const FAILED: readonly RecordCheck[] = [
  check(300, {
    state: "failed",
    findings: 3,
    found: [
      { code: "leaf_differs", times: 2 },
      { code: "root_differs", times: 1 },
    ],
  }),
  check(300 + DAY, { state: "stopped", entries: 0, versions: 0, checkpoint: 0 }),
  ...EARLIER.slice(1),
];

const WELL: RecordHealth = {
  state: "sound",
  at: ago(0),
  entries: SIZE,
  every_seconds: 86_400,
  due_at: ago(300 - DAY),
  last: EARLIER[0] ?? null,
  running: null,
  unbelieved: 0,
  signing: {
    state: "signed",
    every_seconds: 60,
    size: 5_213,
    at: ago(2),
    waiting: 17,
    waiting_since: ago(1),
    reason: null,
    keys: [
      { id: "9f3a01c4", active: false, since: ago(300 * DAY), position: null, vouched: false },
      { id: "c4d2b7e8", active: true, since: ago(40 * DAY), position: 2_118, vouched: true },
    ],
  },
  witnesses: [
    {
      ...{ kind: "bucket", name: "keep.example.org", state: "current", size: 5_213 },
      ...{ kept_at: ago(2), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
    {
      ...{ kind: "mailbox", name: "audit@example.org", state: "current", size: 5_213 },
      ...{ kept_at: ago(2), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
    {
      ...{ kind: "timestamps", name: "tsa.example.org", state: "current", size: 5_190 },
      ...{ kept_at: ago(41), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
    {
      ...{ kind: "cosigner", name: "cosigner.example.net", state: "current", size: 5_213 },
      ...{ kept_at: ago(2), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
  ],
  journals: [
    {
      ...{ name: "archive", format: "eml", state: "current", delivered: 5_228, set_aside: 0 },
      ...{ delivered_at: ago(4), behind_entries: 2, behind_seconds: 130, late_since: null },
      ...{ failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
  ],
};

const ILL: RecordHealth = {
  ...WELL,
  state: "failed",
  last: FAILED[0] ?? null,
  unbelieved: 1,
  signing: {
    ...WELL.signing,
    state: "stopped",
    reason: "differs",
    at: ago(410),
    waiting: 612,
    waiting_since: ago(409),
    keys: WELL.signing.keys.map((one) => ({ ...one, vouched: false })),
  },
  witnesses: [
    {
      ...{ kind: "folder", name: "heads", state: "failing", size: 4_100, kept_at: ago(3 * DAY) },
      ...{ failing_since: ago(3 * DAY - 9), tries: 19, next_try_at: ago(-95), reason: "not_found" },
    },
    {
      ...{ kind: "bucket", name: "keep.example.org", state: "unbelieved", size: 900_000 },
      ...{ kept_at: ago(2), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
    {
      ...{ kind: "mailbox", name: "audit@example.org", state: "behind", size: 5_100 },
      ...{ kept_at: ago(700), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
    {
      ...{ kind: "bucket", name: "old.example.org", state: "retired", size: 2_000 },
      ...{ kept_at: ago(90 * DAY), failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
  ],
  journals: [
    {
      ...{ name: "archive", format: "eml", state: "failing", delivered: 4_388, set_aside: 2 },
      ...{ delivered_at: ago(600), behind_entries: 842, behind_seconds: 35_700 },
      ...{ late_since: ago(565), failing_since: ago(598), tries: 41, next_try_at: ago(-7) },
      reason: "not_allowed",
    },
    {
      ...{ name: "mirror", format: "actiance", state: "never", delivered: 0, set_aside: 0 },
      ...{ delivered_at: null, behind_entries: 0, behind_seconds: 0, late_since: null },
      ...{ failing_since: null, tries: 0, next_try_at: null, reason: null },
    },
  ],
};

/** Nothing is set up, and nothing was checked. */
const BARE: RecordHealth = {
  ...WELL,
  state: "never",
  due_at: null,
  last: null,
  signing: {
    ...{ state: "off", every_seconds: 60, size: 0, at: null, waiting: SIZE, waiting_since: null },
    ...{ reason: null, keys: [] },
  },
  witnesses: [],
  journals: [],
};

let health = WELL;
let checks = EARLIER;

/** Forget what was changed in the page. */
export function freshHealth(): void {
  [health, checks] = [WELL, EARLIER];
}

export function fallIll(): void {
  [health, checks] = [ILL, FAILED];
}

export function layBare(): void {
  [health, checks] = [BARE, []];
}

/** The check that runs comes to its end. */
export function endCheck(): void {
  const done = check(0, { by_schedule: false, asked_by: ME, ended_at: ago(0) });
  health = { ...health, state: "sound", running: null, last: done };
  checks = [done, ...checks.filter(({ state }) => state !== "running")];
}

export const ANSWERS: Answers = {
  "record.health": () => health,
  "record.checks": () => ({ data: [...checks], next_cursor: null }),
  "record.check": () => {
    const begun = { state: "running", ended_at: null, versions: 0, checkpoint: 0 } as const;
    const running = check(0, { ...begun, by_schedule: false, asked_by: ME, entries: 2_000 });
    health = { ...health, running, due_at: null };
    checks = [running, ...checks];
    return running;
  },
};
