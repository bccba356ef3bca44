/** What stands above the conversations: ways to what is not one of them. One entry for each. Pure. */
import type { SideView } from "../../base/side.ts";
import type { Speech } from "../../base/speech.ts";
import { waitingCount } from "../../core/announcements/slice.ts";
import { asksFor } from "../../core/notices/slice.ts";
import type { ChatState } from "../../core/types.ts";
import type { IconName } from "../../icons/icons.ts";

export interface Place {
  readonly glyph: IconName;
  readonly label: string;
  readonly view: SideView;
  /** Whether it asks for something: then it is set off. */
  readonly asks?: boolean;
  /** Whether there is something new in it: then it has a dot. */
  readonly fresh?: boolean;
}

/** The places that there are for this person now; what may come late is last, and moves none. */
export function listPlaces(state: ChatState, speech: Speech): Place[] {
  return [
    search(speech),
    spaces(speech),
    threads(state, speech),
    saved(speech),
    ...waiting(state, speech),
    ...notices(state, speech),
  ];
}

function search(speech: Speech): Place {
  const view = { kind: "search", conversation: null } as const;
  return { glyph: "search", label: speech.t("list.search"), view };
}

function spaces(speech: Speech): Place {
  return {
    glyph: "users",
    label: speech.t("list.spaces"),
    view: { kind: "spaces" },
  };
}

/** Threads have a way of their own, and say there whether something in them is unread. */
function threads({ conversations }: ChatState, { t }: Speech): Place {
  const unread = Object.values(conversations).some(({ info }) => info.unread_threads > 0);
  return { glyph: "thread", label: t("list.threads"), view: { kind: "threads" }, fresh: unread };
}

function saved({ t }: Speech): Place {
  return { glyph: "bookmark", label: t("list.saved"), view: { kind: "saved" } };
}

/** What oversight did with one's messages, and what one is asked to keep: set off while it is new, and found again after. */
function notices({ notices: known, keeps }: ChatState, { t }: Speech): Place[] {
  if (!known?.data.length && keeps.length === 0) return [];
  const count = (known?.unread ?? 0) + keeps.filter(asksFor).length;
  const label = count > 0 ? t("list.notices", { count }) : t("list.about_you");
  return [{ glyph: "shield", label, view: { kind: "notices" }, asks: count > 0 }];
}

function waiting(state: ChatState, speech: Speech): Place[] {
  const count = waitingCount(state);
  if (count === 0) return [];
  const label = speech.t("list.waiting", { count });
  return [{ glyph: "megaphone", label, view: { kind: "waiting" }, asks: true }];
}
