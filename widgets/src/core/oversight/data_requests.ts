/** What people ask of what is kept about them, and what those do who answer; see `core/port.ts`. */
import type { DataRequest, MakeDataRequest, Page, Proof } from "../../generated/wire.ts";
import { isOpen, octets } from "../files/octets.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "data_requests.make": ["POST", "/data-requests"],
  "data_requests.list": ["GET", "/data-requests"],
  "data_requests.get": ["GET", "/data-requests/{request_id}"],
  "data_requests.identify": ["POST", "/data-requests/{request_id}/identification"],
  "data_requests.weigh": ["POST", "/data-requests/{request_id}/weighing"],
  "data_requests.extend": ["POST", "/data-requests/{request_id}/extension"],
  "data_requests.approve": ["POST", "/data-requests/{request_id}/approval"],
  "data_requests.refuse": ["POST", "/data-requests/{request_id}/refusal"],
  "data_requests.lift": ["POST", "/data-requests/{request_id}/lifting"],
  "data_requests.open_archive": ["POST", "/data-requests/{request_id}/archive"],
  "data_requests.withdraw": ["POST", "/data-requests/{request_id}/withdrawal"],
  "record.proof": ["GET", "/record/proofs/{position}"],
});

/** A page of requests, the latest first: of everybody, or one's own. */
export function listDataRequests(
  port: Port,
  everybody: boolean,
  cursor: string | null,
  state?: DataRequest["state"],
): Promise<Page<DataRequest>> {
  const from = cursor === null ? {} : { cursor };
  const only = state === undefined ? {} : { state };
  return port.call("data_requests.list", { everybody, limit: 50, ...from, ...only });
}

export function fetchDataRequest(port: Port, request_id: string): Promise<DataRequest> {
  return port.call("data_requests.get", { request_id });
}

export function makeDataRequest(port: Port, asked: MakeDataRequest): Promise<DataRequest> {
  return port.create("data_requests.make", asked);
}

export function withdrawDataRequest(port: Port, request_id: string): Promise<DataRequest> {
  return port.create("data_requests.withdraw", { request_id });
}

/** What is said while a request comes further. */
export interface Answer {
  readonly said: string;
  /** How long a refusal holds. */
  readonly until: string | null;
}

export type Step = "identify" | "weigh" | "extend" | "approve" | "refuse" | "lift";

/** Take one step with exactly this request, as it was read. */
export function moveDataRequest(
  port: Port,
  step: Step,
  { id: request_id, weighing_hash }: DataRequest,
  { said, until }: Answer,
): Promise<DataRequest> {
  switch (step) {
    case "identify":
      return port.create("data_requests.identify", { request_id, how: said });
    case "weigh":
      return port.create("data_requests.weigh", { request_id });
    case "extend":
      return port.create("data_requests.extend", { request_id, reason: said });
    case "approve":
      return port.create("data_requests.approve", {
        ...{ request_id, weighing_hash, answer: said || null },
      });
    case "refuse":
      return port.create("data_requests.refuse", { request_id, reason: said, until });
    case "lift":
      return port.create("data_requests.lift", { request_id, reason: said });
  }
}

export interface Certificate {
  readonly request: DataRequest;
  readonly proof: Proof;
}

/** The entry that says what went, and its proof: whoever has the public key checks it anywhere. */
export async function fetchCertificate(port: Port, request: DataRequest): Promise<Certificate> {
  return { request, proof: await port.call("record.proof", { position: request.position ?? 0 }) };
}

const FOR_THE_BROWSER_MS = 60_000;

/** Open one's own copy, which is done once, and let the browser keep it: where addresses work by themselves, as it comes. */
export async function fetchDataArchive(port: Port, request_id: string): Promise<DataRequest> {
  const opened = await port.create("data_requests.open_archive", { request_id });
  const path = `/v1/data-requests/${encodeURIComponent(request_id)}/archive`;
  const link = document.createElement("a");
  link.download = `${request_id}.zip`;
  if (isOpen(port)) {
    link.href = port.base + path;
    link.click();
    return opened;
  }
  const answer = await octets(port, path);
  link.href = URL.createObjectURL(await answer.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
  return opened;
}
