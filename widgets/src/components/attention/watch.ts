/** One watch over each store on a page, however many elements show it: nothing is told twice. */
import type { Attending } from "../../base/attend.ts";
import { hearOf } from "../../core/attention/heard.ts";
import { unreadTotals } from "../../core/selectors.ts";
import type { ChatStore, Unsubscribe } from "../../core/types.ts";
import { Notifier } from "./notifier.ts";
import { PageTitle } from "./page_title.ts";

interface Watched {
  readonly elements: Set<Attending>;
  stop(): void;
}

const WATCHED = new Map<ChatStore, Watched>();
const TITLE = new PageTitle();

/** Watch a store on behalf of an element. */
export function watch(store: ChatStore, element: Attending): Unsubscribe {
  const watched = WATCHED.get(store) ?? begin(store);
  watched.elements.add(element);
  count();
  return () => {
    watched.elements.delete(element);
    if (watched.elements.size === 0) {
      watched.stop();
      WATCHED.delete(store);
    }
    count();
  };
}

function begin(store: ChatStore): Watched {
  const elements = new Set<Attending>();
  const notifier = new Notifier(store, elements);
  const stops = [
    hearOf(store.port, (messages) => notifier.heard(messages)),
    store.subscribe((state) => unreadTotals(state).unread, count),
  ];
  const stop = (): void => stops.forEach((one) => one());
  const watched = { elements, stop };
  WATCHED.set(store, watched);
  return watched;
}

/** What is unread in all stores; one element that wants no count in the title is enough. */
function count(): void {
  const all = [...WATCHED].flatMap(([, { elements }]) => [...elements]);
  const off = all.some(({ titleBadge }) => titleBadge === "off");
  const unread = [...WATCHED.keys()].map(({ state }) => unreadTotals(state).unread);
  TITLE.show(off ? 0 : unread.reduce((sum, one) => sum + one, 0));
}
