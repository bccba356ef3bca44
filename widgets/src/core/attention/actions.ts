/** What can be done about the words that one wants to hear of; see `core/port.ts`. */
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "preferences.set": ["PUT", "/preferences"] });

/** Hear of these words from now on, and of no others; the server keeps equal ones once. */
export async function setKeywords(port: Port, words: readonly string[]): Promise<void> {
  const { keywords } = await port.call("preferences.set", { keywords: [...words] });
  port.update((state) => patch(state, { keywords }));
}
