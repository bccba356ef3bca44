/**
 * How it stands with conversations with people outside, and what became of each text: asked for when one of
 * them is looked at, and again when something of it happens.
 */
import type { SmsStanding, SmsText } from "../../generated/wire.ts";
import type { Envelope } from "../envelopes.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import type { Unsubscribe } from "../types.ts";
import { type Looking, LOOKING } from "./feature.ts";

addRoutes({
  "sms.standing": ["GET", "/sms/conversations/{conversation_id}"],
  "sms.texts": ["GET", "/sms/conversations/{conversation_id}/texts"],
});

/** Who is outside is called so: the contact's id follows. */
const OUTSIDE = "outside:";
/** For this long events gather, so that a burst of them asks once. */
const GATHER_MS = 120;
const PAGE = 100;
/** Earlier pages than these are not looked through for one text. */
const MOST_PAGES = 20;
/** No timer of a browser waits for longer than 24 days. */
const LONGEST_MS = 86_400_000;

/** Of one conversation: how it stands, and its texts by their messages. */
export interface Told {
  readonly standing: SmsStanding | null;
  readonly texts: ReadonlyMap<string, SmsText>;
}

interface Book extends Told {
  readonly cursor: string | null;
  readonly pages: number;
}

const EMPTY: Book = { standing: null, texts: new Map(), cursor: null, pages: 0 };

/** Whether somebody is outside: they get texts, and send none of ours. */
export function isOutside(person: string): boolean {
  return person.startsWith(OUTSIDE);
}

/** Those of a mount. */
export function textingOf(port: Port): Texting {
  const found = LOOKING.get(port);
  if (found instanceof Texting) return found;
  const made = new Texting(port);
  LOOKING.set(port, made);
  return made;
}

export class Texting implements Looking {
  readonly #port: Port;
  readonly #books = new Map<string, Book>();
  readonly #listeners = new Set<() => void>();
  /** What is on its way, by what is asked for and of which conversation. */
  readonly #asking = new Map<string, Unsubscribe | null>();
  readonly #timers = new Map<string, Unsubscribe>();

  constructor(port: Port) {
    this.#port = port;
    port.leaving.addEventListener("abort", () => {
      LOOKING.delete(port);
      for (const stop of this.#timers.values()) stop();
      this.#books.clear();
      this.#tell();
    });
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is known of a conversation; nothing of one that is of nobody outside. */
  of(conversation: string): Told {
    return this.#books.get(conversation) ?? EMPTY;
  }

  /** Have how a conversation stands, and its latest texts. */
  want(conversation: string): void {
    if (this.#books.has(conversation)) return;
    this.#books.set(conversation, EMPTY);
    this.#soon("standing", conversation, 0);
    this.#soon("texts", conversation, 0);
  }

  /** Have the text of a message, which may be on an earlier page. */
  wantText(conversation: string, message: string): void {
    this.want(conversation);
    const { texts, cursor, pages } = this.#books.get(conversation) ?? EMPTY;
    if (texts.has(message) || cursor === null || pages >= MOST_PAGES) return;
    this.#soon("earlier", conversation, 0);
  }

  /** An answer that says how a conversation stands now. */
  install(standing: SmsStanding): void {
    this.#put(standing.conversation_id, { standing });
    this.#wait(standing);
  }

  /** An answer that says what became of a text. */
  settle(text: SmsText): void {
    const { texts } = this.of(text.conversation_id);
    this.#put(text.conversation_id, { texts: new Map([...texts, [text.message_id, text]]) });
  }

  again(): void {
    for (const conversation of this.#books.keys()) this.#afresh(conversation);
  }

  heard(event: Envelope["event"]): void {
    if (event.type === "sms.moved")
      return this.#moved(event.conversation_id, event.message_id, event);
    if (event.type === "sms.suppressed") {
      const { conversation_id: id, message_id: message, reason } = event;
      if (message !== null) this.#moved(id, message, { state: "suppressed", reason });
      return;
    }
    this.#askWhere("texts", noticeOf(event));
    this.#askWhere("standing", standingOf(event));
  }

  #askWhere(what: "standing" | "texts", id: string | null): void {
    if (id !== null && this.#books.has(id)) this.#soon(what, id);
  }

  /** A text that is not known, or whose number has a cap, is asked for. */
  #moved(id: string, message: string, { state, reason }: Pick<SmsText, "state" | "reason">): void {
    const book = this.#books.get(id);
    if (!book) return;
    const known = book.texts.get(message);
    if (known) this.settle({ ...known, state, reason });
    if (!known || state === "queued" || state === "suppressed") this.#soon("texts", id);
    if (book.standing?.sender.daily_cap != null) this.#soon("standing", id);
  }

  #afresh(conversation: string): void {
    this.#soon("standing", conversation, 0);
    this.#soon("texts", conversation, 0);
  }

  /** Ask in a moment; what is asked for already, and has not gone out yet, is not asked for twice. */
  #soon(what: "standing" | "texts" | "earlier", id: string, wait = GATHER_MS): void {
    const key = `${what} ${id}`;
    if (this.#asking.has(key)) return;
    const go = (): void => {
      this.#asking.delete(key);
      void this.#ask(what, id).catch(() => undefined);
    };
    this.#asking.set(key, wait > 0 ? this.#port.after(wait, go) : null);
    if (wait === 0) queueMicrotask(go);
  }

  async #ask(what: "standing" | "texts" | "earlier", id: string): Promise<void> {
    const book = this.#books.get(id);
    if (!book) return;
    if (what === "standing")
      this.install(await this.#port.call("sms.standing", { conversation_id: id }));
    else await this.#askTexts(id, what === "earlier" ? book.cursor : null);
  }

  /** The latest texts, or those before the ones that are known. */
  async #askTexts(id: string, cursor: string | null): Promise<void> {
    const page = cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    const { data, next_cursor: next } = await this.#port.call("sms.texts", {
      conversation_id: id,
      ...page,
    });
    const { texts, pages } = this.#books.get(id) ?? EMPTY;
    this.#put(id, {
      texts: new Map([...texts, ...data.map((one) => [one.message_id, one] as const)]),
      ...(pages === 0 || cursor !== null ? { cursor: next, pages: pages + 1 } : {}),
    });
  }

  #put(id: string, change: Partial<Book>): void {
    const book = this.#books.get(id);
    if (!book) return;
    this.#books.set(id, { ...book, ...change });
    this.#tell();
  }

  /** What holds texts back may pass by itself, and a cover ends. */
  #wait({ conversation_id: id, until, cover_until: cover }: SmsStanding): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    const now = this.#port.now();
    const ends = [until, cover].flatMap((at) => (at === null ? [] : Date.parse(at) - now));
    if (ends.length === 0) return;
    const left = Math.min(Math.max(1_000, Math.min(...ends) + 250), LONGEST_MS);
    this.#timers.set(
      id,
      this.#port.after(left, () => this.#soon("standing", id, 0)),
    );
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The conversation of which an event says that a notice got its link, or was read. */
function noticeOf(event: Envelope["event"]): string | null {
  const known = event.type === "sms.notice_linked" || event.type === "sms.notice_read";
  return known ? event.conversation_id : null;
}

/** The conversation of which an event says that it may stand otherwise now. */
function standingOf(event: Envelope["event"]): string | null {
  switch (event.type) {
    case "sms.standing_moved":
    case "sms.assigned":
    case "sms.disclosed":
    case "conversation.archived":
    case "conversation.unarchived":
      return event.conversation_id;
    case "message.created":
      return isOutside(event.message.author) ? event.message.conversation_id : null;
    default:
      return null;
  }
}
