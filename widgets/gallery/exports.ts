/** What the wholesaler hands over under a grant. */
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import type { Archive } from "../src/generated/wire.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DONE: Archive = {
  id: `arc_${"0".repeat(31)}1`,
  grant_id: `grt_${"0".repeat(31)}3`,
  state: "done",
  formats: ["jsonl", "rsmf"],
  requester: ME,
  requested_at: ago(240),
  approved_by: "dana",
  written: 48_120,
  upto: 1_204,
  size: 48_120,
  manifest_sha256: "5e".repeat(32),
  reason: null,
  since: ago(86_400),
  until: null,
  sealed_to: `${"A1b2".repeat(10)}xyz=`,
  expires_at: ago(-7_200),
};
const STOPPED: Archive = {
  ...DONE,
  id: `arc_${"0".repeat(31)}2`,
  state: "stopped",
  reason: "storage",
  size: null,
  manifest_sha256: null,
  sealed_to: null,
};
const ASKED: Archive = {
  ...STOPPED,
  id: `arc_${"0".repeat(31)}3`,
  state: "requested",
  requester: "elif",
  approved_by: null,
  reason: null,
};
const now = new Map([ASKED, STOPPED, DONE].map((one) => [one.id, one]));

function moved(id: string, more: Partial<Archive>): Archive {
  const one = { ...(now.get(id) ?? DONE), ...more };
  now.set(id, one);
  return one;
}

function refused(detail: string, pointer: string): RefusalError {
  return new RefusalError(parseProblem(422, { detail, errors: [{ pointer, detail }] }));
}

export const ANSWERS: Answers = {
  "exports.list": () => ({ data: [...now.values()], next_cursor: null }),
  "exports.get": (_, { archive_id: id }) => now.get(id) ?? DONE,
  "exports.create": (_, asked) => {
    if (asked.sealed_to && asked.sealed_to.length !== 44)
      throw refused("This is no public key to seal to.", "/sealed_to");
    const made = { ...ASKED, ...asked, id: `arc_${"0".repeat(31)}4`, requester: ME };
    return moved(made.id, { ...made, state: "requested" });
  },
  "exports.approve": (_, { archive_id: id }) => moved(id, { state: "running", approved_by: ME }),
  "exports.cancel": (_, { archive_id: id }) => moved(id, { state: "cancelled" }),
  "exports.resume": (_, { archive_id: id }) => moved(id, { state: "running", reason: null }),
};
