/** Spaces, and how a fast and kind server answers about them. */
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import type { Channel, Conversation, Space, SpaceMember } from "../src/generated/wire.ts";
import { PEOPLE, ago } from "./people.ts";
import type { Answers, Held } from "./port.ts";

function space(id: string, title: string, more: Partial<Space> = {}): Space {
  return {
    ...{ id, title, kind: "team", access: "open", about: "", rule: null, rule_role: "member" },
    ...{ role: null, channel_id: null, member_count: 12, archived: false, requested: false },
    ...{ version: 1, created_at: ago(60 * 24 * 40) },
    ...more,
  };
}

export const SALES = space("spc_1", "Sales", {
  role: "owner",
  access: "request",
  member_count: 48,
  about: "Offers, customers and what we learn from them.",
  rule: 'department == "sales"',
});
export const WAREHOUSE = space("spc_2", "Warehouse", { role: "member", member_count: 31 });

const OTHERS: readonly Space[] = [
  space("spc_3", "Cycling to work", { about: "Routes, repairs, and the shower rota." }),
  space("spc_4", "Quality circle", { access: "request", member_count: 9 }),
  space("spc_5", "Apprentices", { access: "request", requested: true, member_count: 17 }),
];

export const SPACES: Readonly<Record<string, Space>> = {
  [SALES.id]: SALES,
  [WAREHOUSE.id]: WAREHOUSE,
};

const member = (id: string, at: number): SpaceMember => ({
  person_id: id,
  name: PEOPLE[id]?.name ?? id,
  role: (["owner", "moderator"] as const)[at] ?? "member",
  source: at % 2 === 0 ? "rule" : "hand",
  channel_id: null,
});

const channel = (id: string, title: string, more: Partial<Channel> = {}): Channel => ({
  ...{ id, title, space_id: SALES.id, kind: "channel", joining: "free", posting: "everybody" },
  ...{ archived: false, member_count: 12, joined: false },
  ...more,
});

/** Whom the gallery was asked to let in: role, channel and people. */
export const ASKED: string[] = [];

const found = (held: Held, id: string): Space =>
  held.state.spaces[id] ?? SPACES[id] ?? OTHERS.find((one) => one.id === id) ?? SALES;

/** A conversation with something else said of it. */
function changed(held: Held, id: string, change: Partial<Conversation>): Conversation {
  const info = held.state.conversations[id]?.info;
  if (!info) throw new RefusalError(parseProblem(404, { detail: "It is not here." }));
  return { ...info, ...change };
}

export const ANSWERS: Answers = {
  "conversations.archive": (held, { conversation_id: id }) => changed(held, id, { archived: true }),
  "conversations.unarchive": (held, { conversation_id: id }) =>
    changed(held, id, { archived: false }),
  "conversations.update": (held, { conversation_id: id, ...wanted }) => {
    if (wanted.wide_mentions === "moderators")
      throw new RefusalError(parseProblem(403, { detail: "Only owners may say this." }));
    const said = Object.entries(wanted).filter(([, value]) => value !== null);
    return changed(held, id, Object.fromEntries(said));
  },
  "spaces.add_members": (held, { space_id: id, members, role, channel_id: channel }) => {
    if (members.includes("ben"))
      throw new RefusalError(parseProblem(409, { detail: "Ben is a guest elsewhere." }));
    ASKED.push([role ?? "member", channel ?? "", ...members].join(" "));
    return found(held, id);
  },
  "spaces.directory": (_, { query = "" }) => ({
    data: OTHERS.filter(({ title }) => title.toLowerCase().startsWith(query.toLowerCase())),
    next_cursor: null,
  }),
  "spaces.channels": () => ({
    data: [
      channel("cnv_a", "Sales news", { kind: "announcement", joined: true, member_count: 48 }),
      channel("cnv_b", "offers", { joined: true, member_count: 48 }),
      channel("cnv_c", "trade-fair", { member_count: 7 }),
    ],
    next_cursor: null,
  }),
  "spaces.members": (_, { query = "" }) => ({
    data: Object.keys(PEOPLE)
      .map(member)
      .filter(({ name }) => name.toLowerCase().startsWith(query.toLowerCase())),
    next_cursor: null,
  }),
  "spaces.requests": () => ({
    data: [
      { space_id: SALES.id, person_id: "hana", name: "Hana Sato", state: "open", at: ago(50) },
    ],
    next_cursor: null,
  }),
  "spaces.decide": (_, { space_id: id, person_id: person, accept }) => ({
    ...{ space_id: id, person_id: person, name: person, at: ago(0) },
    state: accept ? "accepted" : "declined",
  }),
  "spaces.preview_rule": (_, { rule }) => {
    if (/[^=!]=[^=]/.test(rule))
      throw new RefusalError(
        parseProblem(422, { code: "rule_unreadable", detail: "Write == to compare, at place 12." }),
      );
    return {
      ...{ count: rule.length > 30 ? 112 : 14, confirm: rule.length > 30, joining: 3, leaving: 1 },
      people: Object.values(PEOPLE).slice(0, 3),
    };
  },
  "spaces.set_rule": (held, { space_id: id, rule = null }) => ({ ...found(held, id), rule }),
  "spaces.join": (_, { space_id: id }) => ({
    ...(OTHERS.find((one) => one.id === id) ?? SALES),
    role: "member",
  }),
  "spaces.request": (_, { space_id: id }) => ({
    ...{ space_id: id, person_id: "ana", name: "Ana Ruiz", state: "open", at: ago(0) },
  }),
  "spaces.list": (held) => ({
    data: Object.values({ ...SPACES, ...held.state.spaces }),
    next_cursor: null,
  }),
  "spaces.get": (held, { space_id: id }) => found(held, id),
  "spaces.unarchive": (held, { space_id: id }) => ({ ...found(held, id), archived: false }),
  "spaces.update": (held, { space_id: id, title }) => {
    if (title === "Nobody")
      throw new RefusalError(
        parseProblem(422, {
          detail: "The title is not valid.",
          errors: [{ pointer: "/title", detail: "Another space has this name." }],
        }),
      );
    return { ...found(held, id), ...(title && { title }) };
  },
  "spaces.change_member": (_, { person_id: id, role }) => ({ ...member(id, 2), role }),
  "spaces.remove_member": (_, { person_id: id }) => member(id, 2),
  "spaces.archive": (held, { space_id: id }) => ({ ...found(held, id), archived: true }),
};
