import type { FoundPlace } from "../src/generated/wire.ts";
import { ago } from "./people.ts";

const DAY = 1_440;

/** What may be asked for: one of a name that everybody knows, and private ones. */
export const FOUND: readonly FoundPlace[] = [
  {
    id: `cnv_${"0".repeat(31)}7`,
    kind: "group",
    title: null,
    space: null,
    subject: null,
    member_count: 3,
    first_on: ago(50 * DAY).slice(0, 10),
    last_on: ago(3 * DAY).slice(0, 10),
  },
  {
    id: `cnv_${"0".repeat(31)}8`,
    kind: "direct",
    title: null,
    space: null,
    subject: null,
    member_count: 2,
    first_on: ago(9 * DAY).slice(0, 10),
    last_on: ago(9 * DAY).slice(0, 10),
  },
  {
    id: `cnv_${"0".repeat(31)}9`,
    kind: "channel",
    title: "Dispatch",
    space: "Warehouse",
    subject: null,
    member_count: 48,
    first_on: ago(50 * DAY).slice(0, 10),
    last_on: ago(DAY).slice(0, 10),
  },
];
