/**
 * Addresses in the page's own location: `#/c/<conversation>` and `#/c/<conversation>/<message>`.
 * Going back and forth in the browser goes back and forth between conversations.
 */

export interface Place {
  readonly conversation: string | null;
  readonly message: string | null;
}

const NOWHERE: Place = { conversation: null, message: null };
const PATTERN = /^#\/c\/([^/]+)(?:\/([^/]+))?$/;

/** The place that a fragment names; anything else is nowhere in particular. */
export function placeOf(hash: string): Place {
  const [, conversation, message] = PATTERN.exec(hash) ?? [];
  if (!conversation) return NOWHERE;
  return { conversation: decoded(conversation), message: message ? decoded(message) : null };
}

/** The fragment of a place. */
export function addressOf({ conversation, message }: Place): string {
  if (!conversation) return "";
  const inside = message ? `/${encodeURIComponent(message)}` : "";
  return `#/c/${encodeURIComponent(conversation)}${inside}`;
}

/** Keeps a location and the conversation that is shown the same, for as long as it listens. */
export class Addresses {
  readonly #go: (place: Place) => void;

  constructor(go: (place: Place) => void) {
    this.#go = go;
  }

  /** Go where the location says, now and whenever it changes. */
  listen(): void {
    addEventListener("popstate", this.#changed);
    if (location.hash) this.#changed();
  }

  stop(): void {
    removeEventListener("popstate", this.#changed);
  }

  /** Another conversation is shown, or none: a new entry of the history unless it is named there. */
  moved(conversation: string | null): void {
    if (placeOf(location.hash).conversation === conversation) return;
    const address = addressOf({ conversation, message: null });
    history.pushState(null, "", address || location.pathname + location.search);
  }

  #changed = (): void => this.#go(placeOf(location.hash));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
