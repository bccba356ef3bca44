/** What can be asked about the host's objects; see `core/port.ts`. */
import type { Port } from "../port.ts";
import { ask } from "./fetching.ts";

export { subjectsIn } from "./naming.ts";

/** For this long what is wanted gathers, so that a page of messages asks once. */
const GATHER_MS = 40;

/** What gathers, by the person it is for, and what has been asked for and not been answered. */
const GATHERING = new WeakMap<AbortSignal, Set<string>>();
const ASKED = new WeakMap<Port, Set<string>>();

/** Fetch the cards that nothing is known of yet; of those one may not see, that is known then. */
export async function loadCards(port: Port, subjects: readonly string[]): Promise<void> {
  await ask(
    port,
    subjects.filter((subject) => !(subject in port.state.subjects)),
  );
}

/** Fetch one card anew, such as that of a conversation which is opened. */
export async function loadCard(port: Port, subject: string): Promise<void> {
  await ask(port, [subject]);
}

/** Fetch a card soon, together with what else is wanted by then; what failed is no harm. */
export function wantCards(port: Port, subjects: readonly string[]): void {
  const fresh = subjects.filter((subject) => !(subject in port.state.subjects));
  if (fresh.length === 0) return;
  const gathered = GATHERING.get(port.leaving);
  if (gathered) fresh.forEach((subject) => gathered.add(subject));
  else gather(port, fresh);
}

function gather(port: Port, fresh: readonly string[]): void {
  const wanted = new Set(fresh);
  const { leaving } = port;
  GATHERING.set(leaving, wanted);
  port.after(GATHER_MS, () => {
    GATHERING.delete(leaving);
    if (!leaving.aborted) void asking(port, [...wanted]);
  });
}

/** Until the answer is here, what is being asked for is not asked for again. */
async function asking(port: Port, wanted: readonly string[]): Promise<void> {
  const asked = ASKED.get(port) ?? new Set();
  ASKED.set(port, asked);
  const fresh = wanted.filter((subject) => !asked.has(subject));
  fresh.forEach((subject) => asked.add(subject));
  await loadCards(port, fresh).catch(() => undefined);
  fresh.forEach((subject) => asked.delete(subject));
}
