/** Answers about searches: the fixture's own messages, looked through by a plain reading. */
import type { Message, SearchHit } from "../src/generated/wire.ts";
import { PEOPLE } from "./people.ts";
import type { Answers, Held } from "./port.ts";

function all(held: Held): Message[] {
  const messages = Object.values(held.state.conversations).flatMap(
    (one) => one.timeline?.messages ?? [],
  );
  return messages.sort((a, b) => (b.position ?? 0) - (a.position ?? 0));
}

function pieces(text: string, word: string): SearchHit["excerpt"] {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return [{ text, hit: false }];
  const parts = [text.slice(0, at), text.slice(at, at + word.length), text.slice(at + word.length)];
  return parts.map((part, index) => ({ text: part, hit: index === 1 })).filter((p) => p.text);
}

function hit(message: Message, word: string): SearchHit {
  return {
    message_id: message.id,
    conversation_id: message.conversation_id,
    position: message.position ?? 0,
    author: message.author,
    created_at: message.created_at,
    edited: message.version !== 1,
    thread_id: message.thread_id ?? null,
    in_channel: message.in_channel ?? true,
    excerpt: pieces(message.text ?? "", word),
    attachments: message.attachments ?? [],
  };
}

const PAGE = 20;

export const SEARCH: Answers = {
  "search.messages": (held, { query, cursor, conversation_id: inside }) => {
    const word = query.replace(/\b\w+:\S*|[*"-]/gu, "").trim();
    const found = all(held).filter(
      (one) =>
        (one.text ?? "").toLowerCase().includes(word.toLowerCase()) &&
        (!inside || one.conversation_id === inside),
    );
    const from = Number(cursor ?? 0);
    const data = found.slice(from, from + PAGE).map((one) => hit(one, word));
    const more = from + PAGE < found.length || word === "nowhere";
    return {
      data: word === "nowhere" ? [] : data,
      next_cursor: more ? String(from + PAGE) : null,
      exhausted: !more,
      searched_to: more ? (data.at(-1)?.created_at ?? "2026-03-03T10:00:00.000000Z") : null,
      behind: word === "nowhere",
    };
  },
  "search.suggest": (held, { query }) => ({
    people: Object.values(PEOPLE)
      .filter((one) => one.name.toLowerCase().includes(query.toLowerCase()))
      .map(({ id, name }) => ({ id, name })),
    conversations: Object.values(held.state.conversations)
      .filter(({ info }) => (info.title ?? "").toLowerCase().includes(query.toLowerCase()))
      .map(({ info }) => ({
        id: info.id,
        kind: info.kind,
        title: info.title ?? "",
        counterpart: info.counterpart ?? null,
      })),
  }),
};
