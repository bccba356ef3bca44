/** The duties that onrecord knows, in the reader's words; those that only a host knows are read as they are. Pure. */
import type { Speech } from "./speech.ts";

const DUTIES = [
  "policy_author",
  "compliance_officer",
  "privacy_officer",
  "tenant_owner",
  "communications_officer",
  "reviewer",
  "investigator",
  "auditor",
  "legal",
] as const;
type Duty = (typeof DUTIES)[number];

/** A duty as it stands within a sentence. */
export function dutyWords(name: string, { t }: Speech): string {
  return isDuty(name) ? t(`duty.${name}`) : name.replaceAll("_", " ");
}

/** Whether onrecord knows a name as that of a duty. */
export function isDuty(name: string): name is Duty {
  return (DUTIES as readonly string[]).includes(name);
}
