/** What a message that arrives asks of a person, and what the page's title says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Hearer, attentionTo } from "../../src/core/attention/rule.ts";
import { mark, retitled } from "../../src/core/attention/title.ts";
import type { Envelope } from "../../src/core/envelopes.ts";
import { loadFeatures } from "../../src/core/features.ts";
import { keywordsIn } from "../../src/core/keywords.ts";
import { applyEvent } from "../../src/core/reducers.ts";
import { initialState } from "../../src/core/selectors.ts";
import type { Message } from "../../src/generated/wire.ts";
import { ME, say } from "../../gallery/people.ts";

const message = (more: Partial<Message> = {}): Message => say("cnv_1", "ben", 5, "Pallet!", more);

const hearer = (more: Partial<Hearer> = {}): Hearer => ({
  me: { id: ME, roles: ["driver"] },
  level: "all",
  muted: false,
  keywords: null,
  looking: "away",
  ...more,
});

const NAMING: Partial<Message>[] = [
  { mentions: [ME] },
  { roles: ["driver"] },
  { wide: "here" },
  { wide: "channel" },
];

const anyMessage = fc
  .record({
    wide: fc.constantFrom(null, "here" as const, "channel" as const),
    mentions: fc.constantFrom<string[]>([], [ME], ["chidi"]),
    roles: fc.constantFrom<string[]>([], ["driver"], ["cook"]),
    priority: fc.constantFrom("normal" as const, "important" as const, "urgent" as const),
    in_channel: fc.boolean(),
  })
  .map(message);

const anyHearer = fc
  .record({
    level: fc.constantFrom("all" as const, "mentions" as const, "none" as const),
    muted: fc.boolean(),
    keywords: fc.constantFrom(null, keywordsIn(["pallet"])),
    looking: fc.constantFrom("here" as const, "elsewhere" as const, "away" as const),
  })
  .map(hearer);

/** A law holds of every message and everybody who hears of it. */
function law(holds: (one: Message, by: Hearer) => void): void {
  fc.assert(fc.property(anyMessage, anyHearer, (one, by) => void holds(one, by)));
}

describe("whatever else there is", () => {
  test("one's own messages ask for nothing", () => {
    law((one, by) => expect(attentionTo({ ...one, author: ME }, by)).toBe("nothing"));
  });

  test("what was removed or erased asks for nothing", () => {
    law((one, by) => {
      expect(attentionTo({ ...one, state: "removed", text: null }, by)).toBe("nothing");
      expect(attentionTo({ ...one, state: "erased", text: null }, by)).toBe("nothing");
    });
  });

  test("what one sees asks for nothing, and a window in front is not notified", () => {
    law((one, by) => {
      expect(attentionTo(one, { ...by, looking: "here" })).toBe("nothing");
      expect(attentionTo(one, { ...by, looking: "elsewhere" })).not.toBe("notify");
    });
  });

  test("what is urgent notifies, muted or not and at every level", () => {
    law((one, by) => {
      const heard = attentionTo({ ...one, priority: "urgent" }, { ...by, looking: "away" });
      expect(heard).toBe("notify");
    });
  });

  test("muted notifies of nothing else, and level none counts nothing either", () => {
    law((one, by) => {
      const plain: Message = { ...one, priority: "normal" };
      expect(attentionTo(plain, { ...by, muted: true })).not.toBe("notify");
      const none = attentionTo(plain, { ...by, level: "none" });
      expect(["nothing", "mark"]).toContain(none);
    });
  });

  test("a lower level never asks for more", () => {
    const order = ["nothing", "mark", "badge", "notify"];
    law((one, by) => {
      const [all, mentions, none] = (["all", "mentions", "none"] as const).map((level) =>
        order.indexOf(attentionTo(one, { ...by, level })),
      );
      expect(all).toBeGreaterThanOrEqual(mentions ?? 0);
      expect(mentions).toBeGreaterThanOrEqual(none ?? 0);
    });
  });
});

describe("a level", () => {
  test("of all notifies of every message, of mentions only of what names one", () => {
    expect(attentionTo(message(), hearer())).toBe("notify");
    expect(attentionTo(message(), hearer({ level: "mentions" }))).toBe("mark");
    for (const naming of NAMING) {
      expect(attentionTo(message(naming), hearer({ level: "mentions" }))).toBe("notify");
    }
  });

  test("of mentions notifies of a keyword, which the badge does not count", () => {
    const by = hearer({ level: "mentions", keywords: keywordsIn(["pallet"]) });
    expect(attentionTo(message(), by)).toBe("notify");
    expect(attentionTo(message(), { ...by, looking: "elsewhere" })).toBe("mark");
    expect(attentionTo(message({ text: "Palletised" }), by)).toBe("mark");
  });

  test("a muted conversation counts what names one, and nothing else", () => {
    const by = hearer({ muted: true, keywords: keywordsIn(["pallet"]) });
    expect(attentionTo(message(), by)).toBe("mark");
    for (const naming of NAMING) expect(attentionTo(message(naming), by)).toBe("badge");
  });

  test("a reply that is only in a thread is for whoever began that, and whom it names", () => {
    const reply = { thread_id: "msg_root", in_channel: false, thread_author: "chidi" };
    expect(attentionTo(message(reply), hearer())).toBe("mark");
    expect(attentionTo(message({ ...reply, thread_author: ME }), hearer())).toBe("notify");
    expect(attentionTo(message({ ...reply, mentions: [ME] }), hearer())).toBe("notify");
  });
});

test("the words that one wants to hear of follow what the server says", async () => {
  await loadFeatures();
  const event = { type: "preferences.changed" as const, keywords: ["pallet"], version: 1 };
  const envelope = { position: 7, at: "", actor: { id: ME, on_behalf_of: null }, event };
  const { state } = applyEvent(initialState(), envelope as Envelope);
  expect(state.keywords).toEqual(["pallet"]);
});

describe("the title of the page", () => {
  test("counts to 99, and counts nothing when nothing is unread", () => {
    expect([mark(0), mark(3), mark(100)]).toEqual(["", "(3) ", "(99+) "]);
  });

  test("is the page's own again when all is read, however often the count changed", () => {
    const counts = fc.array(fc.nat(120), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string(), counts, (own, all) => {
        const title = own.trim();
        let [shown, before] = [title, ""];
        for (const now of [...all.map(mark), ""]) {
          shown = retitled(shown, before, now);
          before = now;
        }
        expect(shown).toBe(title);
      }),
    );
  });

  test("keeps its count when the page changes it, and writes it once", () => {
    const now = mark(2);
    expect(retitled("Order 7", now, now)).toBe("(2) Order 7");
    expect(retitled("(2) Order 7", now, now)).toBe("(2) Order 7");
    expect(retitled(retitled("", "", now), now, now)).toBe("(2)");
  });
});
