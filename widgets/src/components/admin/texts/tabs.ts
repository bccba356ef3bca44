/** What the section shows, each with an address of its own: `#/texts/senders.sms_…`. Pure. */
import type { Rights } from "../rights.ts";

export const TABS = ["senders", "campaigns", "contacts", "consents", "accounts", "hooks"] as const;

export type Tab = (typeof TABS)[number];

/** A tab, and the thing of it that is shown. */
export interface Spot {
  readonly tab: Tab;
  readonly item: string | null;
}

/** Those that somebody may read: accounts are for who looks after texts. */
export function tabsFor({ texts }: Rights): readonly Tab[] {
  return texts ? TABS : TABS.slice(0, 4);
}

export function spotOf(item: string | null): Spot {
  const [name = "", ...rest] = (item ?? "").split(".");
  const tab = TABS.find((one) => one === name) ?? "senders";
  return { tab, item: rest.join(".") || null };
}

export function itemOf({ tab, item }: Spot): string {
  return item === null ? tab : `${tab}.${item}`;
}
