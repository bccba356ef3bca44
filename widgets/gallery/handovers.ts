/** Hand-overs at the wholesaler: one that is done, with places that wait, and what the next one would be. */
import type { Handover, HandoverItem } from "../src/generated/wire.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;
const id = (digit: string): string => `hnd_${digit.padStart(32, "0")}`;
const room = (digit: string): string => `cnv_${digit.padStart(32, "0")}`;

const DONE: Handover = {
  id: id("1"),
  state: "done",
  person_id: "hana",
  successor_id: "ben",
  started_by: ME,
  reason_code: "left",
  started_at: ago(9 * DAY),
  ended_at: ago(9 * DAY),
  stopped_by: null,
  handed_over: 12,
  introduced: 7,
  left: 31,
  kept: 2,
};
const PLACE: HandoverItem = {
  conversation_id: room("a2"),
  space_id: null,
  kind: "group",
  subject: null,
  role: "owner",
  outcome: "handed_over",
  why: "only_owner",
};
const CLIENTS = { space_id: `spc_${"a".repeat(32)}` };
const ITEMS: readonly HandoverItem[] = [
  { ...PLACE, conversation_id: room("a1"), subject: "order:1042", why: "subject" },
  PLACE,
  {
    ...{ ...PLACE, ...CLIENTS, conversation_id: room("a3"), kind: "channel" },
    ...{ outcome: "kept", why: "not_in_space" },
  },
  {
    ...{ ...PLACE, conversation_id: room("a4"), role: "member" },
    ...{ outcome: "left", why: "others_serve" },
  },
  {
    ...{ ...PLACE, ...CLIENTS, conversation_id: null, kind: null, role: "member" },
    ...{ outcome: "kept", why: "rooms_kept" },
  },
];

let begun: Handover | null = null;

/** Forget what was changed in the page. */
export function freshHandovers(): void {
  begun = null;
}

export const ANSWERS: Answers = {
  "handovers.preview": (_, { person_id, successor_id }) => ({
    ...{ person_id, successor_id, handed_over: 2, introduced: 3, left: 1, kept: 2 },
    ...{ data: [...ITEMS], next_cursor: null },
  }),
  "handovers.start": (_, { person_id, successor_id, reason_code }) => {
    begun = {
      ...{ ...DONE, id: id("2"), state: "running", person_id, successor_id, reason_code },
      ...{ started_at: ago(0), ended_at: null, handed_over: 2, introduced: 0, left: 0, kept: 0 },
    };
    return begun;
  },
  "handovers.get": () => {
    const ended: Handover = { ...(begun ?? DONE), state: "done", ended_at: ago(0) };
    begun = { ...ended, introduced: 3, left: 1, kept: 2 };
    return begun;
  },
  "handovers.list": () => ({ data: begun ? [begun, DONE] : [DONE], next_cursor: null }),
};
