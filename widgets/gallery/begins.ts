/** What else is there at first, by `?with=…`, several with commas. */
import type { ChatState } from "../src/core/types.ts";
import type { SecondNeed } from "../src/generated/wire.ts";
import { addRarer } from "./cases.ts";
import { askedMyself } from "./data.ts";
import { askToKeep } from "./holds.ts";
import { askToBring } from "./imports.ts";
import { NEWS, notice } from "./judging.ts";
import { ago } from "./people.ts";
import { LOOKS, USES } from "./policy.ts";
import { standAs, textLena } from "./texts.ts";
import { fallIll, layBare } from "./record_health.ts";

interface Changes {
  change(change: (state: ChatState) => ChatState): void;
}

const NEEDS: readonly SecondNeed[] = ["grant", "reveal", "hold", "data_request"];

/** What waits for a second person, and one thing of which nothing waits any more. */
function seconds(): typeof NEWS {
  const data = NEEDS.map((needs, at) =>
    notice("second", { needs, about: `${at}`, rule: "investigation", at: ago(60 * at) }),
  );
  const past = { needs: "policy", about: "3", past: true, read_at: ago(20) } as const;
  return { ...NEWS, unread: 5, data: [...data, notice("second", past), ...NEWS.data] };
}

const BEGINS: Readonly<Record<string, (store: Changes) => void>> = {
  seconds: (store) => store.change((s) => ({ ...s, notices: seconds() })),
  looks: (store) => store.change((s) => ({ ...s, looks: LOOKS })),
  uses: (store) => store.change((s) => ({ ...s, uses: USES })),
  asked: () => askedMyself({}, { kind: "access", state: "done", ended_at: ago(60) }),
  bring: () => askToBring(),
  keep: (store) => store.change((s) => ({ ...s, keeps: [askToKeep()] })),
  rarer: () => addRarer(),
  ill: () => fallIll(),
  texts: textLena,
  bare: () => layBare(),
};

/** Set up what the address names. */
export function beginWith(params: URLSearchParams, store: Changes): void {
  for (const name of (params.get("with") ?? "").split(",")) BEGINS[name]?.(store);
  standAs(params.get("stands"));
}
