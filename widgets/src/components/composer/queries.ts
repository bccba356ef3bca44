/** Who is meant while somebody writes an `@`. Pure. */

import { fold } from "../../core/selectors.ts";
import { type Named, WORD } from "./mentions.ts";

/** What is being completed: where its `@` stands and what follows it. */
export interface Query {
  readonly start: number;
  readonly text: string;
}

const MOST = 6;

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
