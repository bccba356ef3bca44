/** How the rules stand that the policy in force follows. */
import type { Compliance, ComplianceLine } from "../src/generated/wire.ts";

const line = (said: string, more: Partial<ComplianceLine>): ComplianceLine => ({
  profile: "broker_dealer",
  rule: "FIN-1",
  name: "kept",
  kind: "policy",
  met: true,
  refuses: null,
  detail: null,
  said,
  ...more,
});

export const RULED: Compliance = {
  profiles: ["broker_dealer", "gdpr_employer"],
  policy_version: 2,
  together: [
    "FIN-1 keeps for six years, GDP-3 asks for an end: first the minimum runs, then the maximum.",
  ],
  lines: [
    line("Everything is kept for six years at least.", { refuses: "A shorter general minimum." }),
    line("The record is signed, so that a rewritten one is found.", {
      rule: "SEC-3",
      name: "signed",
      kind: "setting",
      met: false,
      detail: "No head of the record is signed yet: set checkpoint_keys.",
    }),
    line("Name the executive officer or third party who produces records.", {
      rule: "SEC-6",
      name: "officer",
      kind: "duty",
      met: null,
    }),
    line("People see each look at their messages.", {
      profile: "gdpr_employer",
      rule: "GDP-6",
      name: "own_looks",
      refuses: "Looks that are only counted.",
    }),
  ],
};
