/** All spaces that one may know of; see `core/port.ts`. */
import type { Page, Space } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { findSpaces } from "./actions.ts";

const PAGE = 100;

type Ask = (cursor: string | null) => Promise<Page<Space>>;

/** One's own spaces, for who manages them all of them, and those that may be found; each once. */
export async function knownSpaces(port: Port): Promise<Space[]> {
  const own: Ask = (cursor) =>
    port.call("spaces.list", { limit: PAGE, ...(cursor === null ? {} : { cursor }) });
  const [mine, others] = await Promise.all([
    all(own),
    all((cursor) => findSpaces(port, "", cursor)),
  ]);
  const inside = new Set(mine.map(({ id }) => id));
  return [...mine, ...others.filter(({ id }) => !inside.has(id))];
}

async function all(ask: Ask): Promise<Space[]> {
  const found: Space[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Space> = await ask(cursor);
    found.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

export function fetchSpace(port: Port, id: string): Promise<Space> {
  return port.call("spaces.get", { space_id: id });
}

/** Whether a title has words that begin as what was typed. */
export function fits({ title }: Space, typed: string): boolean {
  const words = title.toLocaleLowerCase().split(/\s+/);
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}
