/** The scope that a form says, and one that covers what an older one covered and more. Pure. */
import type { HoldScope } from "../../../generated/wire.ts";

const CONVERSATION = /cnv_[0-9a-f]{32}/g;
const SPACE = /spc_[0-9a-f]{32}/g;

/** What a form says: days are whole ones, where the reader is. */
export function scopeOf(given: FormData, persons: readonly string[]): HoldScope {
  const text = (name: string): string => String(given.get(name) ?? "");
  const places = text("places");
  return {
    persons: [...persons],
    conversations: once(places.match(CONVERSATION) ?? []),
    spaces: once(places.match(SPACE) ?? []),
    words: once(
      text("words")
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    ),
    since: moment(text("since"), "00:00:00.000"),
    until: moment(text("until"), "23:59:59.999"),
  };
}

function once(all: readonly string[]): string[] {
  return [...new Set(all)];
}

function moment(day: string, time: string): string | null {
  return day ? new Date(`${day}T${time}`).toISOString() : null;
}

type Part = "persons" | "conversations" | "spaces" | "words";

/** What names nothing covers everything of its kind, and stays so; dates only move apart. */
export function widerScope(old: HoldScope, asked: HoldScope): HoldScope {
  const both = (part: Part): string[] => {
    const before = old[part] ?? [];
    return before.length === 0 ? [] : once([...before, ...(asked[part] ?? [])]);
  };
  return {
    persons: both("persons"),
    conversations: both("conversations"),
    spaces: both("spaces"),
    words: both("words"),
    since: earlier(old.since ?? null, asked.since ?? null),
    until: later(old.until ?? null, asked.until ?? null),
  };
}

/** The day is shown with its hour gone: an unchanged one must not begin later than before. */
function earlier(old: string | null, asked: string | null): string | null {
  return old === null || asked === null ? null : at(asked) < at(old) ? asked : old;
}

function later(old: string | null, asked: string | null): string | null {
  return old === null || asked === null ? null : at(asked) > at(old) ? asked : old;
}

const at = (text: string): number => Date.parse(text);
