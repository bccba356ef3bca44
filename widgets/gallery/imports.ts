/** Files that the wholesaler brings under the record. */
import type {
  Import,
  ImportFault,
  ImportFileKept,
  ImportRequest,
  ImportRetention,
} from "../src/generated/wire.ts";
import { ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;

const KEPT: Import = {
  id: `ipt_${"0".repeat(31)}1`,
  format: "whatsapp",
  name: "WhatsApp Chat with Chidi.txt",
  state: "kept",
  parts: 1,
  size: 9_120,
  sha256: "4f".repeat(32),
  tz: null,
  order: null,
  done: 0,
  said: 0,
  held: 0,
  unparsed: 0,
  request_id: null,
  created_by: "chidi",
  created_at: ago(2 * DAY),
  file_erased_by: null,
};
const FAULT: ImportFault = {
  member: "",
  start: 310,
  end: 340,
  line: 7,
  why: "no message begins before this line",
};
const COUNTS = { done: 121, said: 120, held: 2, unparsed: 1 };
const DONE: Import = {
  ...KEPT,
  ...COUNTS,
  id: `ipt_${"0".repeat(31)}2`,
  format: "slack",
  name: "Fairlight export 2019.zip",
  state: "done",
};
const GONE: Import = {
  ...DONE,
  id: `ipt_${"0".repeat(31)}4`,
  format: "telegram",
  name: "",
  file_erased_by: 4_711,
};
const KEPT_BY: ImportFileKept = {
  because: "minimum",
  rule: "books",
  basis: "FINRA 4511",
  until: ago(-400 * DAY),
  hold_id: null,
};
/** Some of its file was erased before somebody put a hold on the rest. */
const PARTLY: Import = {
  ...GONE,
  id: `ipt_${"0".repeat(31)}5`,
  format: "signal",
  created_at: ago(9 * DAY),
  file_erased_by: 4_630,
};
const BLANK = { rule: null, basis: null, until: null, hold_id: null };
const HELD_BY: ImportFileKept = {
  ...BLANK,
  because: "hold",
  hold_id: `hld_${"0".repeat(31)}1`,
};
/** What becomes of the file of each; what stands here not simply stays. */
const FATES: Readonly<Record<string, Partial<ImportRetention>>> = {
  [DONE.id]: { state: "kept", kept: [KEPT_BY], goes_at: KEPT_BY.until },
  [GONE.id]: { state: "erased" },
  [PARTLY.id]: { state: "kept", kept: [HELD_BY, { ...BLANK, because: "case" }] },
};
/** How far each is by now. */
const now = new Map([KEPT, DONE, GONE, PARTLY].map((one) => [one.id, one]));

const ASKED: ImportRequest = {
  id: `irq_${"0".repeat(31)}1`,
  person_id: "chidi",
  format: "whatsapp",
  state: "asked",
  reason: "You said that the price for Brightwell was agreed by phone chat.",
  answer: null,
  policy_version: 3,
  since: ago(320 * DAY),
  until: ago(290 * DAY),
  requested_by: "dana",
  requested_at: ago(DAY),
  due_at: ago(-13 * DAY),
  answered_at: null,
  ended_at: null,
  receipts: [],
};
let asked: ImportRequest | null = null;

/** Begin anew, with somebody who is asked for their chats, or nobody. */
export function askToBring(more: Partial<ImportRequest> | null = {}): void {
  asked = more && { ...ASKED, ...more };
}

function answered(more: Partial<ImportRequest>): ImportRequest {
  asked = { ...(asked ?? ASKED), ...more };
  return asked;
}

function receipt(id: string): void {
  const { name, size, sha256, state, said } = now.get(id) ?? KEPT;
  const one = { import_id: id, name, size, sha256, state, said, begun_at: KEPT.created_at };
  if (asked) asked = { ...asked, receipts: [one] };
}

function moved(id: string, more: Partial<Import>): Import {
  const one = { ...(now.get(id) ?? KEPT), ...more };
  now.set(id, one);
  return one;
}

export const ANSWERS: Answers = {
  "imports.list": () => ({ data: [...now.values()], next_cursor: null }),
  "imports.get": (_, { import_id: id }) => now.get(id) ?? KEPT,
  "imports.create": (_, { format, name }) =>
    moved(`ipt_${"0".repeat(31)}3`, { id: `ipt_${"0".repeat(31)}3`, format, name }),
  "imports.put": (_, { import_id: id }) => moved(id, {}),
  "imports.finish": (_, { import_id: id }) => {
    const one = moved(id, { state: "kept" });
    receipt(id);
    return one;
  },
  "import_requests.list": () => ({ data: asked ? [asked] : [], next_cursor: null }),
  "import_requests.create": (_, wanted) => answered({ ...ASKED, ...wanted }),
  "import_requests.answer": (_, { agree, said }) =>
    answered({
      state: agree ? "agreed" : "declined",
      answer: said || null,
      answered_at: ASKED.requested_at,
    }),
  "import_requests.finish": () => answered({ state: "done", ended_at: ASKED.requested_at }),
  "import_requests.withdraw": () => answered({ state: "withdrawn", ended_at: ASKED.requested_at }),
  "imports.preview": (_, { import_id: id, people = {} }) => ({
    import_id: id,
    sha256: "4f".repeat(32),
    ...{ said: 120, notices: 0, files: 3, unsure: 2, unparsed: 1 },
    first_at: "2018-06-13T19:25:00Z",
    last_at: "2019-02-01T08:00:00Z",
    people: [
      { author: "Chidi", name: null, said: 70, person_id: people.Chidi ?? null },
      { author: "+44 7700 900123", name: null, said: 50, person_id: null },
    ],
    places: [{ name: "", said: 120 }],
    faults: [FAULT],
    complete: true,
  }),
  "imports.start": (_, { import_id: id, tz }) => moved(id, { state: "running", tz: tz ?? null }),
  "imports.advance": (_, { import_id: id }) => moved(id, { ...COUNTS, state: "done" }),
  "imports.cancel": (_, { import_id: id }) => moved(id, { state: "cancelled" }),
  "imports.retention": (_, { import_id: id }) => ({
    import_id: id,
    ...{ state: "stays", kept: [], goes_at: null },
    file_erased_by: now.get(id)?.file_erased_by ?? null,
    ...FATES[id],
  }),
  "imports.report": (_, { import_id: id }) => ({
    import_id: id,
    data: [FAULT],
    next_cursor: null,
    file_erased_by: null,
  }),
};
