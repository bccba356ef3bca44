/** The sections of the portal: who sees each, and where it is loaded from. */
import type { TemplateResult } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { IconName } from "../../icons/icons.ts";
import type { Portal } from "./section.ts";
import type { Rights } from "./rights.ts";
import type { SectionName } from "./ways.ts";

/** What the chunk of a section hands out. */
export interface Loaded {
  draw(portal: Portal, speech: Speech): TemplateResult;
}

export interface Section {
  readonly glyph: IconName;
  /** For whom it is; who else comes here by an address hears from the server who may. */
  may(rights: Rights): boolean;
  load(): Promise<Loaded>;
}

export const TABLE: Readonly<Record<SectionName, Section>> = {
  overview: {
    glyph: "home",
    may: () => true,
    load: () => import("./overview/overview.ts"),
  },
  queue: {
    glyph: "tray",
    may: ({ approves, audits, opens }) => approves || audits || opens.length > 0,
    load: async () => (await import("./queue/queue.ts")).loaded(),
  },
  requests: {
    glyph: "key",
    may: ({ approves, audits, opens }) => approves || audits || opens.length > 0,
    load: async () => (await import("./requests/requests.ts")).loaded(),
  },
  policy: {
    glyph: "scales",
    may: ({ writes, approves, audits }) => writes || approves || audits,
    load: () => import("./policy/policy.ts"),
  },
  lexicons: {
    glyph: "book",
    may: ({ writes, approves, audits }) => writes || approves || audits,
    load: () => import("./lexicons/lexicons.ts"),
  },
  samples: {
    glyph: "dice",
    may: ({ approves, audits, opens }) =>
      approves || audits || opens.some(({ kind }) => kind === "random_sample"),
    load: () => import("./samples/samples.ts"),
  },
  people: {
    glyph: "snow",
    may: ({ acts, audits, hands }) => audits || hands || acts.has("freeze"),
    load: () => import("./people/people.ts"),
  },
  spaces: {
    glyph: "compass",
    may: ({ manages, leads }) => manages || leads,
    load: () => import("./spaces/spaces.ts"),
  },
  reach: {
    glyph: "megaphone",
    may: ({ reaches }) => reaches,
    load: () => import("./reach/reach.ts"),
  },
  watchers: {
    glyph: "eye",
    may: ({ audits }) => audits,
    load: () => import("./watchers/watchers.ts"),
  },
  transparency: {
    glyph: "chart",
    may: () => true,
    load: () => import("./transparency/transparency.ts"),
  },
  texts: {
    glyph: "phone",
    may: ({ texts, audits, answers }) => texts || audits || answers,
    load: async () => (await import("./texts/texts.ts")).loaded(),
  },
  holds: {
    glyph: "box",
    may: ({ holds, audits, answers }) => holds || audits || answers,
    load: async () => (await import("./holds/holds.ts")).loaded(),
  },
  data: {
    glyph: "user",
    may: ({ approves, audits }) => approves || audits,
    load: async () => (await import("./data/data.ts")).loaded(),
  },
  retention: {
    glyph: "clock",
    may: ({ approves, audits }) => approves || audits,
    load: async () => (await import("./retention/retention.ts")).loaded(),
  },
  imports: {
    glyph: "down",
    may: ({ brings }) => brings,
    load: async () => (await import("./imports/imports.ts")).loaded(),
  },
  exports: {
    glyph: "download",
    may: ({ approves, audits, acts }) => approves || audits || acts.has("export"),
    load: async () => (await import("./exports/exports.ts")).loaded(),
  },
  branding: {
    glyph: "palette",
    may: ({ brands }) => brands,
    load: async () => (await import("./branding/branding.ts")).loaded(),
  },
  record: {
    glyph: "lock",
    may: () => true,
    load: () => import("./record/record.ts"),
  },
};
