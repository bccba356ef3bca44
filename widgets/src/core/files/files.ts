/** Files of messages: where they are, how large they are, and what they are drawn as. */
import type { Attachment } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { isOpen, octets } from "./octets.ts";

export type FileKind = "image" | "sound" | "film" | "sheet" | "text" | "archive" | "file";

/** Images that the server wrote anew: nothing else is drawn. */
const DRAWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

export function isImage(file: Attachment): boolean {
  return DRAWN.has(file.media_type) && file.width !== null && file.height !== null;
}

export function kindOf(mediaType: string): FileKind {
  if (DRAWN.has(mediaType)) return "image";
  if (mediaType.startsWith("audio/")) return "sound";
  if (mediaType.startsWith("video/")) return "film";
  if (/sheet|excel|csv/.test(mediaType)) return "sheet";
  if (mediaType === "application/zip") return "archive";
  return /^text\/|pdf|word|presentation|powerpoint|json/.test(mediaType) ? "text" : "file";
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size as people say it in a language: "3.4 MB". */
export function sizeText(bytes: number, lang: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(lang, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}

export type Part = "content" | "thumbnail";

/** Where bytes of a file are, below the mount. */
export function pathOf(file: Attachment, part: Part): string {
  return `/v1/attachments/${encodeURIComponent(file.id)}/${part}`;
}

/** Fetch a picture where addresses alone show nothing; draw it on a canvas of its size. */
export async function paint(
  port: Port,
  file: Attachment,
  part: Part,
  canvas: HTMLCanvasElement,
): Promise<void> {
  const answer = await octets(port, pathOf(file, part));
  const picture = await createImageBitmap(await answer.blob());
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
}

/** Let the browser keep a file, also where addresses alone give nothing. */
export async function save(port: Port, file: Attachment): Promise<void> {
  const link = document.createElement("a");
  link.download = file.name;
  if (isOpen(port)) {
    link.href = port.base + pathOf(file, "content");
    link.click();
    return;
  }
  const answer = await octets(port, pathOf(file, "content"));
  link.href = URL.createObjectURL(await answer.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
