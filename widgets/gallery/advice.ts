/** What a tenant advises on wording. */
import type { Advice, Advised } from "../src/generated/wire.ts";
import type { Answers } from "./port.ts";

const TERM: Advised = {
  ...{ term: "", place: "word", near: null, within: 8, unless: [], suggest: [] },
  ...{ note: null, source: null, category: null },
};

export const ADVICE: Advice = {
  data: [
    {
      name: "inclusive-en",
      version: 1,
      hash: `sha256:${"0".repeat(64)}`,
      title: "Words for everybody",
      language: "en",
      terms: [
        {
          ...TERM,
          term: "guys",
          suggest: ["everybody", "team", "all"],
          note: "Not everybody here is one.",
          source: "https://example.com/words",
        },
        { ...TERM, term: "man hours", suggest: ["working hours"] },
      ],
    },
  ],
};

export const ANSWERS: Answers = { "advice.get": () => ADVICE };
