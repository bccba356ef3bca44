/** Asks for notices and appeals: at first, and again when something of them happens. */
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { localesOf } from "../policy/fetching.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "appeals.list": ["GET", "/appeals"],
  "notices.list": ["GET", "/notices"],
  "holds.notices": ["GET", "/hold-notices"],
});

const PAGE = 50;

export async function fetchNotices(port: Port): Promise<void> {
  const notices = await port.call("notices.list", { limit: PAGE, locales: localesOf(port) });
  port.update((state) => patch(state, { notices }));
}

export async function fetchAppeals(port: Port): Promise<void> {
  const appeals = await port.call("appeals.list", { limit: PAGE });
  port.update((state) => patch(state, { appeals }));
}

/** Those of them that were shown. */
export async function fetchAppealsAgain(port: Port): Promise<void> {
  if (port.state.appeals) await fetchAppeals(port);
}

export async function fetchKeeps(port: Port): Promise<void> {
  const { data: keeps } = await port.call("holds.notices", {});
  port.update((state) => patch(state, { keeps }));
}
