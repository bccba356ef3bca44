/** Whatever people may do to each other in a few rooms. */
import fc from "fast-check";

import { PEOPLE, type Action } from "./model.ts";

const person = fc.constantFrom(...PEOPLE);
const room = fc.nat(3);
export const arbitraryAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: create() },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("send"), by: person, in: room, mention: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("reply"),
      by: person,
      pick: fc.nat(),
      mention: fc.boolean(),
      shown: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant("choose"), pick: fc.nat(), follow: fc.boolean() }),
  fc.record({ do: fc.constant("readThread"), pick: fc.nat(), back: fc.nat(6) }),
  fc.constant({ do: "readThreads" }),
  fc.record({ do: fc.constant("edit"), pick: fc.nat(), mention: fc.boolean() }),
  fc.record({ do: fc.constant("remove"), pick: fc.nat() }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("react"),
      by: person,
      pick: fc.nat(),
      emoji: fc.constantFrom("👍", "❤️"),
    }),
  },
  fc.record({ do: fc.constant("read"), by: person, in: room, back: fc.nat(6) }),
  fc.record({ do: fc.constant("rename"), in: room, title: fc.constantFrom("a", "b") }),
  fc.record({ do: fc.constant("mute"), in: room, muted: fc.boolean() }),
  fc.record({
    do: fc.constant("add"),
    in: room,
    person,
    history: fc.constantFrom("all", "from_now"),
  }),
  fc.record({ do: fc.constant("leave"), in: room, person }),
  fc.record({
    do: fc.constant("role"),
    in: room,
    person,
    role: fc.constantFrom("owner", "moderator", "member"),
  }),
) as fc.Arbitrary<Action>;

function create(): fc.Arbitrary<Action> {
  return fc.record({
    do: fc.constant("create" as const),
    by: person,
    with: fc.array(person, { maxLength: 2 }),
    kind: fc.constantFrom("group" as const, "direct" as const),
  });
}
