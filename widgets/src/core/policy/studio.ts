/** What who writes and who approves policies does with them; see `core/port.ts`. */
import type {
  Compliance,
  PolicyCheck,
  PolicyDocument,
  PolicySource,
  PolicyStart,
  PolicyTrial,
  PolicyVersion,
  PolicyVersionDetail,
  RetentionTrial,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "policies.get": ["GET", "/policies/{version}"],
  "compliance.get": ["GET", "/compliance"],
  "policies.check": ["POST", "/policy/check"],
  "policies.read": ["POST", "/policy/source"],
  "policies.write": ["POST", "/policy/yaml"],
  "policies.starts": ["GET", "/policy/starts"],
  "policies.draft": ["POST", "/policies"],
  "policies.revise": ["PUT", "/policies/{version}"],
  "policies.propose": ["POST", "/policies/{version}/proposal"],
  "policies.approve": ["POST", "/policies/{version}/approvals"],
  "retention.try": ["POST", "/policies/{version}/retention-trial"],
  "policies.trial": ["POST", "/policies/{version}/trial"],
  "policies.withdraw": ["POST", "/policies/{version}/withdrawal"],
});

export function fetchVersion(port: Port, version: number): Promise<PolicyVersionDetail> {
  return port.call("policies.get", { version });
}

/** The same with its document as YAML. */
export function fetchSource(port: Port, version: number): Promise<PolicyVersionDetail> {
  return port.call("policies.get", { version, form: "yaml" });
}

/** What a text says, and what is wrong with it on which line; nothing is changed. */
export function readPolicy(port: Port, text: string): Promise<PolicySource> {
  return port.call("policies.read", { text });
}

/** A document as YAML, with what is wrong with it, be it one yet or not; nothing is changed. */
export function writePolicy(
  port: Port,
  document: Readonly<Record<string, unknown>>,
): Promise<PolicySource> {
  return port.call("policies.write", { document: { ...document } });
}

/** How the rules stand that the policy in force follows. */
export function fetchCompliance(port: Port, locale: string): Promise<Compliance> {
  return port.call("compliance.get", { locales: [locale] });
}

/** What a document would be; nothing is changed. */
export function checkPolicy(
  port: Port,
  document: PolicyDocument,
  locale: string,
): Promise<PolicyCheck> {
  return port.call("policies.check", { document, locale });
}

export async function policyStarts(port: Port): Promise<PolicyStart[]> {
  return (await port.call("policies.starts", {})).data;
}

export function draftPolicy(port: Port, document: PolicyDocument): Promise<PolicyVersionDetail> {
  return port.create("policies.draft", { document });
}

/** Replace the document of a draft that one has seen. */
export function revisePolicy(
  port: Port,
  { version, hash }: PolicyVersion,
  document: PolicyDocument,
): Promise<PolicyVersionDetail> {
  return port.call("policies.revise", { version, hash, document });
}

export function proposePolicy(
  port: Port,
  { version }: PolicyVersion,
  from: string | null,
): Promise<PolicyVersion> {
  const begins = from === null ? {} : { effective_from: from };
  return port.create("policies.propose", { version, ...begins });
}

/** Approve exactly the document that was read. */
export function approvePolicy(
  port: Port,
  { version, hash }: PolicyVersion,
): Promise<PolicyVersion> {
  return port.create("policies.approve", { version, hash });
}

/** Count what a version would have found of the last 30 days; it is on the record. */
export function trialPolicy(port: Port, { version }: PolicyVersion): Promise<PolicyTrial> {
  return port.create("policies.trial", { version });
}

/** Count what a version would let go now; it is on the record. */
export function tryRetention(port: Port, { version }: PolicyVersion): Promise<RetentionTrial> {
  return port.create("retention.try", { version });
}

export function withdrawPolicy(
  port: Port,
  { version }: PolicyVersion,
  reason: string,
): Promise<PolicyVersion> {
  return port.create("policies.withdraw", { version, reason });
}
