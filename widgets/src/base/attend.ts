/** What the page shows of what arrives: the count in its title, and notifications of the desktop. */
import type { ChatStore, Unsubscribe } from "../core/types.ts";
import type { Speech } from "./speech.ts";

/** What an outer element says and does about it. */
export interface Attending {
  readonly titleBadge: "on" | "off";
  readonly notificationPreview: boolean;
  readonly speech: Speech;
  /** The conversation that one sees in it. */
  looksAt(): string | null;
  /** Show a conversation and a message in it; answers whether it can. */
  goTo(conversation: string, message: string): boolean;
}

/** Attend to a store for as long as an element shows it; how is loaded once it stands. */
export function attend(store: ChatStore, element: Attending): Unsubscribe {
  let over = false;
  let stop: Unsubscribe = () => undefined;
  import("../components/attention/watch.ts").then(
    ({ watch }) => {
      if (!over) stop = watch(store, element);
    },
    () => undefined,
  );
  return () => {
    over = true;
    stop();
  };
}
