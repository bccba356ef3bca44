/** Beginning to write to somebody outside; its words come with it. */
import { loadLater } from "../../core/i18n.ts";
import { TEXTING } from "../../locales/texting/all.ts";
import "./outside.ts";

/** Have the words. */
export function loaded(): Promise<void> {
  return loadLater(TEXTING);
}
