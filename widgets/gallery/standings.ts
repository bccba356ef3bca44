/** How it is with the people of the wholesaler. */
import type { Freeze, PersonStanding, StandingState } from "../src/generated/wire.ts";
import { PEOPLE, ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;
const LASTS = { begins_at: ago(60), ends_at: ago(-DAY) };
const FLOOD: Freeze = { person_id: "farid", ...LASTS, trigger: "flood", reason_code: null };

let frozen: Freeze | null = FLOOD;

/** Forget what was changed in the page. */
export function freshStandings(): void {
  frozen = FLOOD;
}

/** One is frozen, one has left, one has not acknowledged the policy, one was signed out, one investigates. */
const OTHERWISE: Readonly<Record<string, (plain: PersonStanding) => PersonStanding>> = {
  ben: (one) => ({ ...one, tokens_after: ago(2 * DAY) }),
  elif: (one) => ({ ...one, acknowledged: null, acknowledged_at: null, must_acknowledge: true }),
  grete: (one) => ({ ...one, person: { ...one.person, roles: ["member", "investigator"] } }),
  hana: (one) => ({ ...one, person: { ...one.person, status: "deactivated" } }),
};

function standings(): PersonStanding[] {
  return Object.values(PEOPLE).map((person) => {
    const plain: PersonStanding = {
      person,
      freeze: frozen?.person_id === person.id ? frozen : null,
      acknowledged: 2,
      acknowledged_at: ago(4 * DAY),
      must_acknowledge: false,
      tokens_after: null,
    };
    return OTHERWISE[person.id]?.(plain) ?? plain;
  });
}

const FITS: Readonly<Record<StandingState, (one: PersonStanding) => boolean>> = {
  active: ({ person }) => person.status === "active",
  deactivated: ({ person }) => person.status === "deactivated",
  frozen: ({ freeze }) => freeze !== null,
  unacknowledged: ({ must_acknowledge: owes }) => owes === true,
};

export const STANDINGS: Answers = {
  "people.standings": (_, { query = "", ids = [], state }) => ({
    data: standings()
      .filter(({ person }) => ids.length === 0 || ids.includes(person.id))
      .filter(({ person }) => person.name.toLowerCase().includes(query.toLowerCase()))
      .filter((one) => !state || FITS[state](one)),
    next_cursor: null,
  }),
  "people.freeze": (_, { person_id: id, reason_code }) => {
    frozen = { person_id: id, ...LASTS, trigger: null, reason_code };
    return { freeze: frozen };
  },
  "people.unfreeze": () => ({ freeze: (frozen = null) }),
};
