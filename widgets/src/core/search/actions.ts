/** What can be asked of search; see `core/port.ts`. */
import type { SearchMessages, SearchPage, Suggestions } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "search.messages": ["POST", "/search"],
  "search.suggest": ["POST", "/search/suggest"],
});

/** Hits of one page. */
export const PAGE = 20;
const HINTS = 6;

export interface Asked {
  readonly query: string;
  /** The one conversation to look in; `null` looks in all of one's own. */
  readonly conversation: string | null;
  readonly sort: NonNullable<SearchMessages["sort"]>;
}

/** A page of what is found; the names of its authors are fetched with it. */
export async function search(
  port: Port,
  { query, conversation, sort }: Asked,
  cursor: string | null,
): Promise<SearchPage> {
  const page = await port.call("search.messages", {
    query,
    sort,
    limit: PAGE,
    utc_offset: -new Date().getTimezoneOffset(),
    ...(conversation !== null && { conversation_id: conversation }),
    ...(cursor !== null && { cursor }),
  });
  port.loadPeople(page.data.map(({ author }) => author));
  return page;
}

/** People and conversations whose names begin so. */
export function suggest(port: Port, query: string): Promise<Suggestions> {
  return port.call("search.suggest", { query: query.slice(0, 100), limit: HINTS });
}
