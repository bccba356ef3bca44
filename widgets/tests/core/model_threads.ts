/** What a server in miniature keeps of threads: who follows which, and how far they have read. */
import type { Message, ThreadMark, ThreadSummary } from "../../src/generated/wire.ts";

interface Place {
  following: boolean;
  read: number;
}

/** Places by thread and person. */
export class Places {
  readonly #all = new Map<string, Map<string, Place>>();

  of(thread: string, person: string): Place | undefined {
    return this.#all.get(thread)?.get(person);
  }

  put(thread: string, person: string, place: Place): void {
    const places = this.#all.get(thread) ?? new Map<string, Place>();
    this.#all.set(thread, places.set(person, place));
  }

  /** A reply: its author and who is named follow from there, the root's author from the start. */
  written(message: Message): void {
    const { thread_id: thread, thread_author: first, author, mentions, position } = message;
    if (thread === null) return;
    const at = position ?? 0;
    if (first !== null && !this.of(thread, first)) this.#follow(thread, first, -1);
    this.#follow(thread, author, at);
    for (const person of mentions) this.#follow(thread, person, at - 1);
  }

  #follow(thread: string, person: string, read: number): void {
    if (!this.of(thread, person)?.following) this.put(thread, person, { following: true, read });
  }

  marks(conversation: string, roots: readonly Message[], person: string): ThreadMark[] {
    return roots.flatMap(({ id }) => {
      const place = this.of(id, person);
      const mark = { thread_id: id, conversation_id: conversation };
      return place ? [{ ...mark, following: place.following, read_position: place.read }] : [];
    });
  }

  /** The replies to a root that are unread for a person: those that are in no timeline. */
  unread(all: readonly Message[], root: Message, person: string): Message[] {
    const place = this.of(root.id, person);
    if (!place?.following) return [];
    return all.filter(
      (m) =>
        m.thread_id === root.id &&
        !m.in_channel &&
        m.author !== person &&
        m.state === "active" &&
        (m.position ?? -1) > place.read,
    );
  }

  summary(all: readonly Message[], root: Message, person: string): ThreadSummary | null {
    const replies = all.filter((m) => m.thread_id === root.id && m.state === "active");
    const place = this.of(root.id, person);
    if (replies.length === 0 && !place) return null;
    const { following, read } = place ?? { following: false, read: -1 };
    const last = replies.at(-1) ?? root;
    return {
      replies: replies.length,
      last_at: last.created_at,
      last_position: last.position ?? -1,
      people: [...new Set(replies.map((m) => m.author).reverse())].slice(0, 5),
      following,
      read_position: read,
      unread: this.unread(all, root, person).length,
    };
  }
}
