/** What the chat shows of texts to people outside; their words come with the first of them. */
import { loadLater } from "../../core/i18n.ts";
import { TEXTING } from "../../locales/texting/all.ts";
import "./delivery.ts";
import "./served.ts";
import "./texting.ts";

/** Have the words. */
export function loaded(): Promise<void> {
  return loadLater(TEXTING);
}
