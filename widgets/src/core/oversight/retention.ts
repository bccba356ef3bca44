/** What rules of retention ask of officers, their answers, and past runs; see `core/port.ts`. */
import type { Page, Proof, RetentionAsk, RetentionRun } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "retention.runs": ["GET", "/retention/runs"],
  "retention_asks.list": ["GET", "/retention/asks"],
  "retention_asks.get": ["GET", "/retention/asks/{ask_id}"],
  "retention_asks.answer": ["POST", "/retention/asks/{ask_id}/answer"],
  "retention_asks.approve": ["POST", "/retention/asks/{ask_id}/approval"],
  "retention_asks.reopen": ["POST", "/retention/asks/{ask_id}/reopening"],
  "record.proof": ["GET", "/record/proofs/{position}"],
});

/** A page of what is asked, the latest first. */
export function listRetentionAsks(
  port: Port,
  cursor: string | null,
  state?: RetentionAsk["state"],
): Promise<Page<RetentionAsk>> {
  const from = cursor === null ? {} : { cursor };
  const only = state === undefined ? {} : { state };
  return port.call("retention_asks.list", { limit: 50, ...from, ...only });
}

export function fetchRetentionAsk(port: Port, ask_id: string): Promise<RetentionAsk> {
  return port.call("retention_asks.get", { ask_id });
}

/** A page of past runs, the latest first. */
export function listRetentionRuns(port: Port, cursor: string | null): Promise<Page<RetentionRun>> {
  return port.call("retention.runs", { limit: 20, ...(cursor === null ? {} : { cursor }) });
}

export type Step = "erase" | "keep" | "approve" | "reopen";

/** What is said with a step. */
export interface Answer {
  readonly reason: string;
  /** Until when messages stay. */
  readonly until: string | null;
}

/** Take one step with exactly what was read. */
export function moveRetentionAsk(
  port: Port,
  step: Step,
  { id: ask_id, hash }: RetentionAsk,
  { reason, until }: Answer,
): Promise<RetentionAsk> {
  switch (step) {
    case "erase":
      return port.create("retention_asks.answer", { ask_id, hash, answer: step, reason });
    case "keep":
      return port.create("retention_asks.answer", { ask_id, hash, answer: step, reason, until });
    case "approve":
      return port.create("retention_asks.approve", { ask_id, hash });
    case "reopen":
      return port.create("retention_asks.reopen", { ask_id, reason });
  }
}

export interface Certificate<T> {
  readonly about: T;
  readonly proof: Proof;
}

/** The entry that says what went, and its proof: whoever has the public key checks it anywhere. */
export async function fetchCertificate<T extends { readonly position: number | null }>(
  port: Port,
  about: T,
): Promise<Certificate<T>> {
  return { about, proof: await port.call("record.proof", { position: about.position ?? 0 }) };
}
