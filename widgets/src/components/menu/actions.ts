/** Everything that can be done with a message, in the order of the menu. Pure. */
import { type Abilities, type Action, may } from "../message/actions.ts";
import type { Entry } from "../timeline/items.ts";

const ACTIONS: readonly Action[] = [
  { name: "react", glyph: "smile", text: "action.react" },
  { name: "thread", glyph: "thread", text: "action.thread" },
  { name: "reply", glyph: "reply", text: "action.reply" },
  { name: "pin", glyph: "pin", text: "action.pin" },
  { name: "save", glyph: "bookmark", text: "action.save_message" },
  { name: "copy", glyph: "copy", text: "action.copy" },
  { name: "link", glyph: "link", text: "action.link" },
  { name: "versions", glyph: "history", text: "action.versions" },
  { name: "report", glyph: "flag", text: "action.report" },
  { name: "edit", glyph: "edit", text: "action.edit" },
  { name: "remove", glyph: "trash", text: "action.remove" },
];

/** What the reader may do with a message. */
export function actionsFor(entry: Entry, can: Abilities): readonly Action[] {
  return ACTIONS.filter(({ name }) => may(name, entry, can)).map((one) => named(one, entry));
}

/** What is done already can be undone. */
function named(action: Action, { message }: Entry): Action {
  if (action.name === "pin" && message?.pinned) return { ...action, text: "action.unpin" };
  if (action.name === "save" && message?.saved) return { ...action, text: "action.unsave" };
  return action;
}
