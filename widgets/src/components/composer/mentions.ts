/** Mentions while writing: `@Ana Ruiz` on the screen, `<@ana>` on the wire. Pure. */

import { fold } from "../../core/selectors.ts";

/** Somebody who can be mentioned; the id of a role begins with `&`, that of everybody with `!`. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is being completed: where its `@` stands and what follows it. */
export interface Query {
  readonly start: number;
  readonly text: string;
}

const WIRE = /<@([^\s<>]{1,128})>|<(!channel|!here)>/g;
const WORD = /[\p{L}\p{N}_]/u;
const MOST = 6;

/** Replace the names that follow an `@` by ids; of two that fit, the longer name. */
export function toWire(text: string, people: readonly Named[]): string {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  let result = "";
  let at = 0;
  for (let hit = text.indexOf("@"); hit >= 0; hit = text.indexOf("@", at)) {
    const found = byLength.find((person) => standsAt(text, hit, person.name));
    result += text.slice(at, hit) + (found ? wireOf(found) : "@");
    at = hit + 1 + (found ? found.name.length : 0);
  }
  return result + text.slice(at);
}

/** People by id, roles with a `&`, everybody with a `!`. */
function wireOf({ id }: Named): string {
  return id.startsWith("!") ? `<${id}>` : `<@${id}>`;
}

function standsAt(text: string, at: number, name: string): boolean {
  if (name === "" || !text.startsWith(name, at + 1)) return false;
  const before = text[at - 1] ?? "";
  const after = text[at + 1 + name.length] ?? "";
  return !WORD.test(before) && before !== "<" && !WORD.test(after);
}

/** Replace ids by the names that a reader knows. */
export function fromWire(text: string, name: (id: string) => string | undefined): string {
  return text.replace(WIRE, (whole, person?: string, wide?: string) => {
    const id = person ?? wide ?? "";
    const known = name(id);
    return known ? `@${known}` : whole;
  });
}

/** The mention that the caret stands in, if any. */
export function queryAt(text: string, caret: number): Query | null {
  const start = text.lastIndexOf("@", caret - 1);
  if (start < 0 || WORD.test(text[start - 1] ?? "")) return null;
  const typed = text.slice(start + 1, caret);
  if (typed.length > 40 || /[\n<>@]/.test(typed) || /\s\S*\s/.test(typed)) return null;
  return { start, text: typed };
}

/** The people that fit what was typed: by the start of a word of their name, or of their id. */
export function completions(query: Query, people: readonly Named[]): Named[] {
  const wanted = fold(query.text);
  const fits = ({ id, name }: Named): boolean =>
    fold(name).startsWith(wanted) ||
    fold(id).startsWith(wanted) ||
    fold(name)
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return people.filter(fits).slice(0, MOST);
}
