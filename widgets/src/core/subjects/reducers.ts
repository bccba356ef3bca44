/** What events of the host's objects do to the cards that are known. Pure. */
import type { SubjectCard } from "../../generated/wire.ts";
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";
import { patch, withEntry } from "../records.ts";
import type { ChatState } from "../types.ts";

/** The state with what is known of a subject: its card, or that there is none to be seen. */
export function withCard(state: ChatState, subject: string, card: SubjectCard | null): ChatState {
  const known = state.subjects[subject];
  if (card && known && known.version > card.version) return state;
  return patch(state, { subjects: withEntry(state.subjects, subject, card) });
}

/** After a resync the cards that are known are asked for again. */
async function refresh(port: Port): Promise<void> {
  const known = Object.keys(port.state.subjects);
  if (known.length === 0) return;
  const { ask } = await import("./fetching.ts");
  await ask(port, known);
}

export const subjects: Feature = {
  name: "subjects",
  refresh,
  reducers: {
    "subject.described": (state, { event }) => applied(withCard(state, event.subject, event.card)),
    "subject.removed": (state, { event }) => applied(withCard(state, event.subject, null)),
  },
};
