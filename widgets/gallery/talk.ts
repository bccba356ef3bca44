/** What was said. */
import { freshConversation } from "../src/core/conversations.ts";
import type { ConversationState, Notice } from "../src/core/types.ts";
import type { Conversation, Message } from "../src/generated/wire.ts";
import { reactions, thread } from "./marks.ts";
import { ME, ago, conversation, members, newId, say } from "./people.ts";

const ORDER = newId("cnv");
const DOCK = newId("cnv");
const BEN = newId("cnv");

export interface Making {
  readonly info: Conversation;
  readonly messages: readonly Message[];
  readonly people: readonly string[];
  readonly read?: readonly string[];
  readonly notices?: readonly Notice[];
  readonly unreadFrom?: number | null;
  readonly more?: Partial<ConversationState>;
}

export function make({
  info,
  messages,
  people,
  read = [],
  notices = [],
  unreadFrom = null,
  more,
}: Making): ConversationState {
  const last = messages.at(-1) ?? null;
  return {
    ...freshConversation({
      ...info,
      member_count: people.length,
      last_message: last,
      last_position: last?.position ?? -1,
    }),
    timeline: {
      messages,
      notices,
      hasOlder: false,
      hasNewer: false,
      loading: null,
      problem: null,
      unreadFrom,
    },
    members: members(people, read),
    ...more,
  };
}

function order(): ConversationState {
  const first = say(
    ORDER,
    "ben",
    60 * 26,
    "Pallet 3 of order 1234 came back from the scale at **412 kg**. The label says 380.",
    { ...thread(4, ["dana", "ben", "chidi"], 50, { unread: 2 }), pinned: true },
  );
  const messages = [
    say(
      ORDER,
      "ana",
      60 * 26 + 9,
      "Order 1234 is packed. Two pallets on the 14:00 lorry, the third on the 16:30.",
    ),
    first,
    say(
      ORDER,
      "ben",
      60 * 26 - 2,
      "I have set it aside. Three things to check:\n\n1. the scale, it was serviced on Friday\n2. the mixed boxes from line 4\n3. whether somebody added the spare parts",
    ),
    say(
      ORDER,
      "ana",
      60 * 26 - 6,
      "It is the spare parts, they are on a second delivery note. I will ask Dana to split the invoice.",
      { edited_at: ago(60 * 26 - 8), version: 2 },
    ),
    say(
      ORDER,
      "chidi",
      55,
      "The carrier wants the new weight before 11:00, otherwise the slot goes to somebody else. Booking: https://carrier.example/slots/88213",
    ),
    say(ORDER, "dana", 41, null, {
      removed_by: "dana",
      removed_reason: "Wrong customer",
      removed_at: ago(40),
    }),
    say(
      ORDER,
      "dana",
      39,
      "Invoice is split: 1234-A goods, 1234-B spare parts. <@ana> please confirm the address of B, it differs:\n\n```\nHafenstraße 14, Tor 3\n20457 Hamburg\n```",
      { mentions: ["ana"] },
    ),
    say(ORDER, "ana", 33, "Confirmed, that is their workshop. Thanks!", {
      ...reactions({ "👍": "2", "❤️": "1" }),
    }),
    say(ORDER, "ana", 32, "<@chidi> 412 kg, final. Can you take the slot?", {
      mentions: ["chidi"],
    }),
    say(ORDER, "chidi", 12, "Taken, 11:40 at dock 7.", {
      ...reactions({ "🎉": "3!", "🚚": "1" }),
      saved: true,
    }),
    say(ORDER, "ben", 8, "Reweighed on the other scale as well: 412. Going out with the 11:40.", {
      reply_to: first.id,
    }),
  ];
  const at = messages[9]?.position ?? 0;
  const notices: Notice[] = [
    {
      position: (messages[3]?.position ?? 0) + 0.5,
      at: ago(60),
      actor: "ana",
      kind: "added",
      people: ["chidi", "dana"],
      value: "",
    },
  ];
  const info = conversation(ORDER, "group", "Order 1234 · Hansen Werkstatt", {
    subject: "order:1234",
    unread: 2,
    mentions: 0,
  });
  return make({
    info,
    messages,
    notices,
    people: ["ana", "ben", "chidi", "dana", "grete"],
    read: ["ben", "chidi", "dana"],
    unreadFrom: at - 1,
  });
}

function dock(): ConversationState {
  const messages = [
    say(DOCK, "farid", 60 * 9, "Night shift done. 41 lorries, two late, no damage."),
    say(DOCK, "farid", 60 * 9 - 1, "Dock 4 door sticks again, I have left a note for facilities."),
    say(
      DOCK,
      "grete",
      60 * 3,
      "> Dock 4 door sticks again\n\nThird time this month. I have opened a ticket with `FAC-2291`.",
    ),
    say(
      DOCK,
      "elif",
      95,
      "<!channel> Customs is slow today, plan **45 minutes** more for anything that goes to Norway.",
      {
        wide: "channel",
        ...reactions({ "👀": "12", "🙏🏽": "3!" }),
        ...thread(12, ["omar", "hana", "ana"], 30),
      },
    ),
    say(DOCK, "ana", 90, "Noted. I will tell Hansen and Bergström."),
    say(
      DOCK,
      "hana",
      40,
      "The Osaka container is cleared ETA Thursday 06:00. <@ana> do we have a slot?",
      { mentions: ["ana"] },
    ),
    say(DOCK, "omar", 22, "صباح الخير، شحنة دبي وصلت كاملة. Thanks everyone."),
    say(DOCK, "farid", 15, "Slot is yours, dock 2."),
  ];
  const info = conversation(DOCK, "channel", "dock-floor", {
    unread: 3,
    mentions: 1,
    role: "moderator",
  });
  return make({
    info,
    messages,
    people: ["farid", "ana", "elif", "grete", "hana", "omar", "ben"],
    read: ["farid"],
    unreadFrom: messages[4]?.position ?? 1,
  });
}

function direct(
  id: string,
  other: string,
  lines: readonly [string, number, string][],
  more: Partial<Conversation> = {},
  rest: Partial<ConversationState> = {},
): ConversationState {
  const messages = lines.map(([who, minutes, text]) => say(id, who, minutes, text));
  const info = conversation(id, "direct", "", { counterpart: other, role: "member", ...more });
  return make({ info, messages, people: [ME, other], read: [other], more: rest });
}

function group(
  kind: "group" | "channel",
  title: string,
  who: string,
  minutes: number,
  text: string,
  more: Partial<Conversation> = {},
  rest: Partial<ConversationState> = {},
): ConversationState {
  const id = newId("cnv");
  const info = conversation(id, kind, title, more);
  return make({
    info,
    messages: [say(id, who, minutes, text)],
    people: [ME, who, "grete"],
    more: rest,
  });
}

/** Everything, the latest activity first. */
export function everything(): ConversationState[] {
  return [
    order(),
    direct(BEN, "ben", [
      ["ben", 64, "Morning! Do you have a minute for the Hansen pallets?"],
      ["ana", 63, "Sure. What is up?"],
      ["ben", 62, "The scale and the label disagree by 32 kg."],
      ["ana", 61, "Spare parts, I am nearly certain. Give me five minutes."],
      ["ana", 60, "Yes: second delivery note. Dana splits the invoice."],
      ["ben", 9, "Perfect. Lorry is loaded, photos are on the order."],
      ["ana", 5, "You are the best. Coffee is on me."],
    ]),
    dock(),
    direct(
      newId("cnv"),
      "hana",
      [["hana", 48, "Can you send me the packing list for Osaka?"]],
      {},
      { typing: { hana: Date.now() + 9e9 } },
    ),
    group(
      "channel",
      "quality",
      "grete",
      60 * 5,
      "Audit on Thursday: please have the batch sheets ready.",
    ),
    group("channel", "carriers", "chidi", 60 * 20, "New rates from Monday, see the sheet.", {
      muted: true,
      unread: 14,
    }),
    group("group", "Order 1198 · Bergström AB", "dana", 60 * 28, "Paid in full, closing.", {
      subject: "order:1198",
    }),
    group(
      "group",
      "Summer party",
      "grete",
      60 * 50,
      "Vegetarian options, anyone?",
      {},
      { draft: { text: "I bring the salad, and ", replyTo: null, editing: null } },
    ),
    direct(newId("cnv"), "dana", [["ana", 60 * 24 * 3, "Thanks for the split invoice!"]]),
    direct(newId("cnv"), "omar", [["omar", 60 * 24 * 5, "شكراً جزيلاً"]], { muted: true }),
    direct(newId("cnv"), "elif", [
      ["elif", 60 * 24 * 12, "The forms for Norway are attached to the order."],
    ]),
  ];
}
