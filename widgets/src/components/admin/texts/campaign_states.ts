/** How far a campaign is. Pure. */
import type { SmsCampaign, SmsCampaignState, SmsRecipientState } from "../../../generated/wire.ts";
import type { Tone } from "../parts.ts";

export const TONES: Readonly<Record<SmsCampaignState, Tone>> = {
  asked: "waits",
  ready: "waits",
  running: "good",
  paused: "waits",
  stopped: "bad",
  done: "plain",
};

/** In the order in which one looks for them. */
export const RECIPIENT_STATES: readonly SmsRecipientState[] = [
  "waiting",
  "taken",
  "said",
  "held",
  "skipped",
  "stopped",
];

const WAITING = new Set<string>(["waiting", "taken"]);

export function isOver({ state }: SmsCampaign): boolean {
  return state === "done" || state === "stopped";
}

/** How many people it is for. */
export function sizeOf({ counts }: SmsCampaign): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** Of how many it is known what became of them. */
export function settled({ counts }: SmsCampaign): number {
  return Object.entries(counts).reduce(
    (sum, [state, count]) => (WAITING.has(state) ? sum : sum + count),
    0,
  );
}
