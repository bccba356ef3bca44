/** The files that are on their way into messages, place by place; sending never waits for them here. */
import type { Upload } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { problemOf } from "../problems.ts";
import type { SendOptions, Unsubscribe } from "../types.ts";
import { carry } from "./upload.ts";

/** Files that one message holds at most. */
export const MOST_FILES = 10;

export interface Item {
  readonly key: number;
  readonly file: File;
  readonly conversation: string;
  readonly status: "uploading" | "checking" | "ready" | "refused";
  readonly paused: boolean;
  readonly sent: number;
  readonly upload: Upload | null;
  /** Why it is refused: a code of the server, or of ours. */
  readonly reason: string;
  readonly detail: string;
  readonly alt: string;
}

/** A message that goes when its files are there. */
export interface Parked {
  readonly text: string;
  readonly replyTo: string | null;
  readonly options: SendOptions;
  send(text: string, replyTo: string | null, options: SendOptions): void;
}

export interface Batch {
  readonly items: readonly Item[];
  readonly parked: Parked | null;
}

const KNOWN = new WeakMap<Port, Uploads>();
let keys = 0;

/** The uploads of a mount: they go on whatever the screen shows. */
export function uploadsOf(port: Port): Uploads {
  const found = KNOWN.get(port) ?? new Uploads(port);
  KNOWN.set(port, found);
  return found;
}

export class Uploads {
  readonly #port: Port;
  readonly #batches = new Map<string, readonly Batch[]>();
  readonly #stops = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(port: Port) {
    this.#port = port;
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is on its way from a place: first what waits to be sent, last what is still being written. */
  of(place: string): readonly Batch[] {
    return this.#batches.get(place) ?? [];
  }

  /** The files of the message that is being written. */
  open(place: string): readonly Item[] {
    return this.of(place).find(({ parked }) => parked === null)?.items ?? [];
  }

  /** Begin to upload; answers how many were too many. */
  add(place: string, conversation: string, files: readonly File[]): number {
    this.#port.leaving.addEventListener("abort", this.#leave);
    const open = this.open(place);
    const taken = files.slice(0, Math.max(0, MOST_FILES - open.length));
    const fresh = taken.map((file): Item => fromFile(file, conversation));
    this.#setOpen(place, [...open, ...fresh]);
    for (const item of fresh) void this.#run(place, item);
    return files.length - taken.length;
  }

  /** Take a file back; one that waits to be sent goes without it. */
  cancel(place: string, key: number): void {
    this.#stops.get(key)?.abort();
    const item = this.#find(place, key);
    const id = item?.upload?.id;
    const stored = item?.status !== "refused" || item.reason === "failed";
    if (id && stored)
      this.#port.call("attachments.cancel", { attachment_id: id }).catch(() => undefined);
    this.#change(place, (items) => items.filter((one) => one.key !== key));
    this.#settle(place);
  }

  retry(place: string, key: number): void {
    const item = this.#find(place, key);
    if (item?.status !== "refused") return;
    const fresh: Item = { ...item, status: "uploading", reason: "", detail: "" };
    this.#put(place, fresh);
    void this.#run(place, fresh);
  }

  /** Say what is to be seen in a picture. */
  describe(place: string, key: number, alt: string): void {
    const item = this.#find(place, key);
    if (!item || item.alt === alt) return;
    this.#put(place, { ...item, alt });
    if (item.upload) this.#tell(item.upload.id, alt);
  }

  /** The ids of all files of the message that is written, which is over with this; null: not yet. */
  take(place: string): readonly string[] | null {
    const ids = readyIds(this.open(place));
    if (ids) this.#setOpen(place, []);
    return ids;
  }

  /** Send a message as soon as its files are there; what is written meanwhile goes before it. */
  park(place: string, parked: Parked): void {
    const batches = this.of(place).map((batch) => (batch.parked ? batch : { ...batch, parked }));
    this.#set(place, batches);
    this.#settle(place);
  }

  /** Let a message that waits be written on; answers its text. */
  unpark(place: string, batch: Batch): string {
    const open = this.open(place);
    const rest = this.of(place).filter((one) => one !== batch && one.parked !== null);
    this.#set(place, [...rest, { items: [...batch.items, ...open], parked: null }]);
    return batch.parked?.text ?? "";
  }

  /** Whoever chose the files has gone: nobody else sees them, and none goes on under another login. */
  readonly #leave = (): void => {
    for (const stop of this.#stops.values()) stop.abort();
    for (const place of this.#batches.keys()) this.#set(place, []);
  };

  async #run(place: string, item: Item): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(item.key, stop);
    try {
      if (item.file.size === 0) throw new EmptyFile();
      const watch = {
        signal: stop.signal,
        moved: (upload: Upload) => this.#moved(place, item.key, upload),
        paused: (paused: boolean) => this.#patch(place, item.key, { paused }),
      };
      const { file, conversation, upload } = item;
      const done = await carry(this.#port, file, conversation, watch, upload);
      this.#done(place, item.key, done);
    } catch (error) {
      if (!stop.signal.aborted) this.#refuse(place, item.key, error);
    }
    this.#stops.delete(item.key);
    this.#settle(place);
  }

  #moved(place: string, key: number, upload: Upload): void {
    const status = upload.state === "checking" ? "checking" : "uploading";
    const before = this.#find(place, key);
    this.#patch(place, key, { upload, status, sent: upload.received });
    if (before && !before.upload && before.alt) this.#tell(upload.id, before.alt);
  }

  #done(place: string, key: number, upload: Upload): void {
    const ready = upload.state === "ready";
    const reason = ready ? "" : (upload.reason ?? upload.state);
    this.#patch(place, key, { upload, status: ready ? "ready" : "refused", reason });
  }

  #refuse(place: string, key: number, error: unknown): void {
    const { code, detail } = problemOf(error);
    const reason = error instanceof EmptyFile ? "empty" : code;
    this.#patch(place, key, {
      status: "refused",
      reason,
      detail: reason === "empty" ? "" : detail,
    });
  }

  #tell(id: string, alt: string): void {
    const said = alt.trim() ? { alt: alt.trim() } : {};
    const told = this.#port.call("attachments.describe", { attachment_id: id, ...said });
    told.catch(() => undefined);
  }

  /** Send what waits and is complete; what lost all its files and has no words is over. */
  #settle(place: string): void {
    for (const batch of this.of(place)) {
      const { parked, items } = batch;
      const ids = readyIds(items);
      if (!parked || !ids) continue;
      this.#set(
        place,
        this.of(place).filter((one) => one !== batch),
      );
      if (ids.length === 0 && !parked.text) continue;
      const files = ids.length > 0 ? { attachments: [...ids] } : {};
      parked.send(parked.text, parked.replyTo, { ...parked.options, ...files });
    }
  }

  #find(place: string, key: number): Item | undefined {
    return this.of(place)
      .flatMap(({ items }) => items)
      .find((item) => item.key === key);
  }

  #patch(place: string, key: number, changes: Partial<Item>): void {
    const item = this.#find(place, key);
    if (item) this.#put(place, { ...item, ...changes });
  }

  #put(place: string, item: Item): void {
    this.#change(place, (items) => items.map((one) => (one.key === item.key ? item : one)));
  }

  #change(place: string, change: (items: readonly Item[]) => readonly Item[]): void {
    this.#set(
      place,
      this.of(place).map((batch) => ({ ...batch, items: change(batch.items) })),
    );
  }

  #setOpen(place: string, items: readonly Item[]): void {
    const parked = this.of(place).filter((batch) => batch.parked !== null);
    this.#set(place, items.length > 0 ? [...parked, { items, parked: null }] : parked);
  }

  #set(place: string, batches: readonly Batch[]): void {
    this.#batches.set(
      place,
      batches.filter(({ items, parked }) => parked !== null || items.length > 0),
    );
    for (const listener of this.#listeners) listener();
  }
}

class EmptyFile extends Error {}

function fromFile(file: File, conversation: string): Item {
  keys += 1;
  const nothing = { paused: false, sent: 0, upload: null, reason: "", detail: "", alt: "" };
  return { key: keys, file, conversation, status: "uploading", ...nothing };
}

/** The ids of files that may all go; null while one may not. */
function readyIds(items: readonly Item[]): readonly string[] | null {
  const ids = items.flatMap(({ status, upload }) =>
    status === "ready" && upload ? [upload.id] : [],
  );
  return ids.length === items.length ? ids : null;
}
