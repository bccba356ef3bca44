/** What can be asked about the host's objects; see `core/port.ts`. */
import type { Port } from "../port.ts";
import { ask } from "./fetching.ts";

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

/** The subjects that a text names, such as `order:1234`, each once, in order. */
export function subjectsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(NAMED), ([, found]) => found ?? ""))];
}

/** A name of a kind, a colon, and something that begins and ends like a word or a number. */
const NAMED =
  /(?<![\w/:.@-])([A-Za-z][A-Za-z0-9_-]{1,39}:[A-Za-z0-9](?:[A-Za-z0-9_.:/-]{0,118}[A-Za-z0-9])?)(?![\w/@])/g;
