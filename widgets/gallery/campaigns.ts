/** Campaigns of the wholesaler, in each state that one can be in. */
import type {
  SmsCampaign,
  SmsCampaignPreview,
  SmsRecipient,
  SmsRecipientState,
} from "../src/generated/wire.ts";
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import { ME, ago, newId } from "./people.ts";
import type { Answers } from "./port.ts";
import { AMERICAN, CONTACTS, SENDER } from "./texts.ts";

const DAY = 1_440;
const id = (at: number): string => `smg_${"0".repeat(31)}${at}`;

const TIMES: SmsCampaign = {
  id: id(1),
  sender_id: SENDER.id,
  name: "Dock times for Thursday",
  template:
    "Hello {name}, your dock time on Thursday is {time}, dock {dock}. Answer here if it does not fit.",
  owner: "hana",
  approved_by: null,
  state: "asked",
  pace: 30,
  counts: { waiting: 3 },
  version: 1,
  created_at: ago(40),
  started_at: null,
  ended_at: null,
};
const APPROVED = { approved_by: "dana", owner: ME } as const;
const STARTED = { ...APPROVED, started_at: ago(12) };
const ALL: readonly SmsCampaign[] = [
  TIMES,
  { ...TIMES, id: id(2), name: "The road to gate 4 is closed", owner: ME },
  { ...TIMES, ...APPROVED, id: id(3), name: "Christmas hours", state: "ready" },
  {
    ...{ ...TIMES, ...STARTED, id: id(4), name: "Delivery on Friday", state: "running" },
    counts: { waiting: 214, taken: 1, said: 96, held: 2, skipped: 7 },
  },
  {
    ...{ ...TIMES, ...STARTED, id: id(5), name: "New return labels", state: "paused" },
    ...{ sender_id: AMERICAN.id, owner: "hana", counts: { waiting: 12, said: 8 } },
  },
  {
    ...{ ...TIMES, ...STARTED, id: id(6), name: "Stock-taking in March", state: "stopped" },
    ...{ counts: { said: 31, stopped: 19 }, created_at: ago(9 * DAY), ended_at: ago(9 * DAY - 30) },
  },
  {
    ...{ ...TIMES, ...STARTED, id: id(7), name: "Holiday in Bavaria", state: "done" },
    ...{
      counts: { said: 118, skipped: 2 },
      created_at: ago(20 * DAY),
      ended_at: ago(20 * DAY - 9),
    },
  },
];

let now: readonly SmsCampaign[] = ALL;

export function freshCampaigns(): void {
  now = ALL;
}

function found(wanted: string): SmsCampaign {
  const one = now.find(({ id: each }) => each === wanted);
  if (!one) throw new RefusalError(parseProblem(404, { detail: "There is no such thing." }));
  return one;
}

function moved(wanted: string, more: Partial<SmsCampaign>): SmsCampaign {
  const one = { ...found(wanted), ...more };
  now = now.map((each) => (each.id === wanted ? one : each));
  return one;
}

const REASONS: Readonly<Record<SmsRecipientState, readonly (string | null)[]>> = {
  waiting: [null, "quiet_hours", null],
  taken: [null],
  said: [null],
  held: [null],
  skipped: ["opted_out", "no_consent", "not_assigned"],
  stopped: [null],
};
const FATES = ["delivered", "sent", "undelivered", "unconfirmed", "queued"] as const;

/** A few of each state that there are, in the order in which they were named. */
function recipients({ counts }: SmsCampaign): SmsRecipient[] {
  const states = Object.entries(counts) as [SmsRecipientState, number][];
  return states.flatMap(([state, count]) =>
    Array.from({ length: Math.min(count, 5) }, (_, at): SmsRecipient => {
      const reason = REASONS[state][at % REASONS[state].length] ?? null;
      return {
        contact_id: CONTACTS[at % CONTACTS.length]?.id ?? "",
        ...{ state, reason, conversation_id: null, message_id: null },
        text_state: state === "said" ? (FATES[at % FATES.length] ?? null) : null,
        next_at: reason === "quiet_hours" ? ago(-300) : null,
      };
    }),
  );
}

function preview(wanted: string): SmsCampaignPreview {
  const one = found(wanted);
  const waiting = one.counts["waiting"] ?? 0;
  const held = waiting > 1 ? { no_consent: 1, quiet_hours: Math.floor(waiting / 3) } : {};
  const goes = waiting - Object.values(held).reduce((sum, each) => sum + each, 0);
  return {
    ...{
      campaign_id: wanted,
      recipients: waiting,
      goes,
      held_back: held,
      segments: goes,
      longest: 1,
    },
    sample: one.template
      .replace("{name}", "Lena Brandt")
      .replace("{time}", "10:40")
      .replace("{dock}", "7"),
  };
}

export const ANSWERS: Answers = {
  "sms_campaigns.list": () => ({ data: [...now], next_cursor: null }),
  "sms_campaigns.get": (_, { campaign_id: wanted }) => found(wanted),
  "sms_campaigns.preview": (_, { campaign_id: wanted }) => preview(wanted),
  "sms_campaigns.recipients": (_, { campaign_id: wanted, state }) => ({
    data: recipients(found(wanted)).filter((one) => !state || one.state === state),
    next_cursor: null,
  }),
  "sms_campaigns.add": (_, { to, pace, ...said }) => {
    const more = { id: newId("smg"), owner: ME, pace: pace ?? 30, counts: { waiting: to.length } };
    const one: SmsCampaign = { ...TIMES, ...said, ...more, created_at: ago(0) };
    now = [one, ...now];
    return one;
  },
  "sms_campaigns.approve": (_, { campaign_id: wanted }) =>
    moved(wanted, { state: "ready", approved_by: ME }),
  "sms_campaigns.move": (_, { campaign_id: wanted, to }) =>
    moved(wanted, {
      state: to,
      started_at: found(wanted).started_at ?? (to === "running" ? ago(0) : null),
      ended_at: to === "stopped" ? ago(0) : null,
    }),
};
