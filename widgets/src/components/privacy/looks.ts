/** Looks at one's conversations, as lines to read. Pure. */
import { dutyWords } from "../../base/duties.ts";
import type { Speech, TextKey } from "../../base/speech.ts";
import type { ChatState } from "../../core/types.ts";
import type { Disclosure } from "../../generated/wire.ts";
import { placeLine, when } from "../notices/lines.ts";

export interface Look {
  readonly id: string;
  /** For which kind of reason. */
  readonly reason: string;
  /** When, and as what. */
  readonly by: string;
  /** How much of which conversation. */
  readonly what: string;
  readonly version: number;
}

export function lookLines(state: ChatState, speech: Speech, found: readonly Disclosure[]): Look[] {
  return found.map((one) => line(state, speech, one));
}

function line(state: ChatState, speech: Speech, one: Disclosure): Look {
  const title = placeLine(state, speech, one.conversation_id) || speech.t("privacy.look_elsewhere");
  return {
    id: one.id,
    reason: speech.t(`privacy.look.${one.kind}`),
    by: speech.t("privacy.look_by", {
      date: when(speech, one.at),
      duty: dutyWords(one.duty, speech),
    }),
    what: speech.t(phrase(one), { count: one.messages, title }),
    version: one.policy_version,
  };
}

function phrase(one: Disclosure): TextKey {
  if (one.kept_back) return "privacy.look_kept";
  if (one.look === "export") return "privacy.look_export";
  return one.look === "search" ? "privacy.look_search" : "privacy.look_what";
}
