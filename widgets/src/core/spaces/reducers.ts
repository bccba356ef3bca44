/** What events of spaces do to the state. Pure. */
import type { Space } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Reducers } from "../feature.ts";
import { meOf, unknownNames } from "../messages.ts";
import { patch, withEntry, without } from "../records.ts";
import type { ChatState } from "../types.ts";

export const NAME = "spaces";

export const REDUCERS: Reducers = {
  "space.created": (state, { event }) =>
    applied(state, {
      people: unknownNames(state, event.owners),
      ...(event.owners.includes(meOf(state)) && asking(event.space_id)),
    }),
  "space.updated": (state, { event }) => {
    const { space_id: id, title, about, access, version } = event;
    return changed(state, id, (space) =>
      version > space.version ? { title, about, access, version } : {},
    );
  },
  "space.ruled": (state, { event }) => {
    const { space_id: id, rule, rule_role } = event;
    return changed(state, id, () => ({ rule, rule_role }));
  },
  "space.archived": (state, { event }) => changed(state, event.space_id, () => ARCHIVED),
  "space.unarchived": (state, { event }) => changed(state, event.space_id, () => IN_USE),
  "space.members_added": membersAdded,
  "space.member_removed": memberRemoved,
  "space.member_changed": memberChanged,
  "space.requested": requested(true),
  "space.withdrawn": requested(false),
  "space.decided": requested(false),
};

const ARCHIVED: Partial<Space> = { archived: true };
const IN_USE: Partial<Space> = { archived: false };

/** The state with one space replaced. */
export function putSpace(state: ChatState, space: Space): ChatState {
  return patch(state, { spaces: withEntry(state.spaces, space.id, space) });
}

function changed(state: ChatState, id: string, to: (space: Space) => Partial<Space>): Applied {
  const space = state.spaces[id];
  return applied(space ? putSpace(state, patch(space, to(space))) : state);
}

/** Lists of people of a space that are on a screen are old now. */
function ticked(state: ChatState, id: string): ChatState {
  const spaceTicks = withEntry(state.spaceTicks, id, (state.spaceTicks[id] ?? 0) + 1);
  return patch(state, { spaceTicks });
}

function counted(state: ChatState, id: string, by: number): ChatState {
  const space = state.spaces[id];
  if (!space || space.member_count === null) return state;
  return putSpace(state, patch(space, { member_count: space.member_count + by }));
}

/** People came in; if I am among them, everything about the space is news. */
function membersAdded(state: ChatState, { event }: Envelope<"space.members_added">): Applied {
  const { space_id: id, members } = event;
  if (members.includes(meOf(state))) return applied(ticked(state, id), asking(id));
  return applied(ticked(counted(state, id, members.length), id));
}

function asking(id: string): { asks: Record<string, string[]> } {
  return { asks: { [NAME]: [id] } };
}

function memberRemoved(state: ChatState, { event }: Envelope<"space.member_removed">): Applied {
  const { space_id: id, person_id: person } = event;
  if (person === meOf(state)) return applied(patch(state, { spaces: without(state.spaces, [id]) }));
  return applied(ticked(counted(state, id, -1), id));
}

/** Another role: with mine, what I am shown of the space changes too. */
function memberChanged(state: ChatState, { event }: Envelope<"space.member_changed">): Applied {
  const { space_id: id, person_id: person } = event;
  return applied(ticked(state, id), person === meOf(state) ? asking(id) : {});
}

type Asked = "space.requested" | "space.withdrawn" | "space.decided";

function requested(open: boolean): (state: ChatState, envelope: Envelope<Asked>) => Applied {
  return (state, { event: { space_id: id, person_id: person } }) => {
    const mine = state.spaces[id];
    if (person === meOf(state) && mine)
      return applied(putSpace(state, patch(mine, { requested: open })));
    return applied(ticked(state, id));
  };
}
