/** One file on its way: in pieces, from where the server says, for as long as it takes. */
import type { Upload } from "../../generated/wire.ts";
import { fullJitter } from "../backoff.ts";
import type { Port } from "../port.ts";
import { isTemporary, problemOf, RefusalError } from "../problems.ts";
import { addRoutes } from "../routes.ts";
import { tidyName } from "./names.ts";
import { octets } from "./octets.ts";

addRoutes({
  "attachments.begin": ["POST", "/attachments"],
  "attachments.get": ["GET", "/attachments/{attachment_id}"],
  "attachments.describe": ["PATCH", "/attachments/{attachment_id}"],
  "attachments.finish": ["POST", "/attachments/{attachment_id}/finish"],
  "attachments.cancel": ["DELETE", "/attachments/{attachment_id}"],
});

const SMALLEST = 256 * 1024;
const LARGEST = 4 * 1024 * 1024;
const STEPS = 24;
const FIRST_LOOK = 150;
const LAST_LOOK = 3_000;

/** What an upload tells while it goes. */
export interface Watch {
  readonly signal: AbortSignal;
  moved(upload: Upload): void;
  /** No answer comes, or not yet: it is tried again. */
  paused(paused: boolean): void;
}

/** Pieces so large that the bar moves, and not so many that they are too many. */
export function stepOf(size: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(size / STEPS)));
}

/**
 * Bring a file there and wait for its check; `known` goes on with one that began before.
 *
 * Rejects with `RefusalError` where the server does not want it, and when `signal` says stop.
 */
export async function carry(
  port: Port,
  file: File,
  conversation: string,
  watch: Watch,
  known: Upload | null,
): Promise<Upload> {
  const name = tidyName(file.name);
  const args = { conversation_id: conversation, name, size: file.size };
  let upload = known ?? (await again(port, watch, () => port.create("attachments.begin", args)));
  const named = { attachment_id: upload.id };
  if (known) upload = await again(port, watch, () => port.call("attachments.get", named));
  watch.moved(upload);
  while (upload.state === "uploading" && upload.received < upload.size) {
    upload = await again(port, watch, () => piece(port, file, upload, watch.signal));
    watch.moved(upload);
  }
  if (upload.state === "uploading")
    upload = await again(port, watch, () => port.call("attachments.finish", named));
  for (
    let pause = FIRST_LOOK;
    upload.state === "checking";
    pause = Math.min(pause * 2, LAST_LOOK)
  ) {
    watch.moved(upload);
    await later(port, pause, watch.signal);
    upload = await again(port, watch, () => port.call("attachments.get", named));
  }
  watch.moved(upload);
  return upload;
}

/** Send the next piece; where the server has more or less than we thought, ask what it has. */
async function piece(port: Port, file: File, at: Upload, signal: AbortSignal): Promise<Upload> {
  const body = file.slice(at.received, at.received + stepOf(at.size));
  const path = `/v1/attachments/${at.id}/bytes?offset=${at.received}`;
  const headers = { "content-type": "application/octet-stream" };
  try {
    const answer = await octets(port, path, { method: "PUT", body, headers, signal });
    return (await answer.json()) as Upload;
  } catch (error) {
    const wrong = error instanceof RefusalError && error.problem.code === "wrong_offset";
    if (!wrong && !isTemporary(error)) throw error;
    if (signal.aborted) throw error;
    const now = await port.call("attachments.get", { attachment_id: at.id });
    if (!wrong && now.received === at.received) throw error;
    return now;
  }
}

/** Do something until there is an answer that counts. */
async function again<T>(port: Port, watch: Watch, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    watch.signal.throwIfAborted();
    try {
      const done = await work();
      watch.paused(false);
      return done;
    } catch (error) {
      watch.signal.throwIfAborted();
      if (!isTemporary(error)) throw error;
      watch.paused(true);
      const hint = (problemOf(error).retryAfter ?? 0) * 1000;
      await later(port, fullJitter(attempt, () => port.random()) + hint, watch.signal);
    }
  }
}

function later(port: Port, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = port.after(milliseconds, resolve);
    signal.addEventListener("abort", () => {
      stop();
      reject(new DOMException("stopped", "AbortError"));
    });
  });
}
