/** Asking for cards, many at once. */
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import type { ChatState } from "../types.ts";
import { withCard } from "./reducers.ts";

addRoutes({ "subjects.list": ["POST", "/subjects/cards"] });

/** Subjects that one request may name. */
const MOST = 100;

/** Ask for cards and put what may be seen into the state; of the others there is none. */
export async function ask(port: Port, subjects: readonly string[]): Promise<void> {
  for (let at = 0; at < subjects.length; at += MOST)
    await some(port, subjects.slice(at, at + MOST));
}

async function some(port: Port, ids: string[]): Promise<void> {
  await port.during(
    () => port.call("subjects.list", { ids }),
    (state: ChatState, { data }) => {
      const found = new Map(data.map((card) => [card.subject, card]));
      return ids.reduce((next, id) => withCard(next, id, found.get(id) ?? null), state);
    },
  );
}
