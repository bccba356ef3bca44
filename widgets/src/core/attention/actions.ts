/** What can be done about the words that one wants to hear of; see `core/port.ts`. */
import type { SetPreferences } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { preferred } from "./feature.ts";

addRoutes({ "preferences.set": ["PUT", "/preferences"] });

/** Hear of these words from now on, and of no others; the server keeps equal ones once. */
export async function setKeywords(port: Port, words: readonly string[]): Promise<void> {
  await prefer(port, { keywords: [...words] });
}

/** Prefer something else; what is not named stays. The empty language leaves it to the page. */
export async function prefer(port: Port, wish: SetPreferences): Promise<void> {
  const now = await port.call("preferences.set", wish);
  port.update((state) => patch(state, preferred(now)));
}
