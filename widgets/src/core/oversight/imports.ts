/** What can be done about files of other programs; see `core/port.ts`. */
import type {
  Import,
  ImportFormat,
  ImportPreview,
  ImportReport,
  ImportRetention,
  Page,
  StartImport,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "imports.list": ["GET", "/imports"],
  "imports.get": ["GET", "/imports/{import_id}"],
  "imports.create": ["POST", "/imports"],
  "imports.put": ["PUT", "/imports/{import_id}/parts/{number}"],
  "imports.finish": ["POST", "/imports/{import_id}/finish"],
  "imports.preview": ["POST", "/imports/{import_id}/preview"],
  "imports.start": ["POST", "/imports/{import_id}/start"],
  "imports.advance": ["POST", "/imports/{import_id}/advance"],
  "imports.cancel": ["POST", "/imports/{import_id}/cancel"],
  "imports.report": ["GET", "/imports/{import_id}/report"],
  "imports.retention": ["GET", "/imports/{import_id}/retention"],
});

/** Bytes of a file that go in one piece. */
const PIECE = 512 * 1024;

/** What is said of a file before it is looked through or brought. */
export type Choices = Omit<StartImport, "import_id">;

export function listImports(port: Port, cursor: string | null): Promise<Page<Import>> {
  return port.call("imports.list", { limit: 50, ...(cursor === null ? {} : { cursor }) });
}

export function fetchImport(port: Port, id: string): Promise<Import> {
  return port.call("imports.get", { import_id: id });
}

/** Keep a whole file on the record, piece by piece; `told` hears which share of it is there, `request` is what one was asked for. */
export async function keepFile(
  port: Port,
  format: ImportFormat,
  file: File,
  told: (share: number) => void,
  request: string | null = null,
): Promise<Import> {
  const name = file.name;
  const { id } = await port.create("imports.create", { format, name, request_id: request });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const data = encoded(bytes.subarray(at, at + PIECE));
    await port.call("imports.put", { import_id: id, number: at / PIECE + 1, data });
    told(Math.min((at + PIECE) / bytes.length, 1));
  }
  return port.create("imports.finish", { import_id: id, sha256: hex(new Uint8Array(digest)) });
}

export function previewImport(port: Port, id: string, choices: Choices): Promise<ImportPreview> {
  return port.call("imports.preview", { import_id: id, ...choices });
}

export function startImport(port: Port, id: string, choices: Choices): Promise<Import> {
  return port.create("imports.start", { import_id: id, ...choices });
}

/** Bring the next things of a file; ask again until the state is `done`. */
export function advanceImport(port: Port, id: string): Promise<Import> {
  return port.create("imports.advance", { import_id: id, limit: 200 });
}

export function cancelImport(port: Port, id: string): Promise<Import> {
  return port.create("imports.cancel", { import_id: id });
}

/** What of it was not understood, from the beginning. */
export function reportImport(port: Port, id: string): Promise<ImportReport> {
  return port.call("imports.report", { import_id: id, limit: 100 });
}

/** What becomes of its kept file, and by what it stays until then. */
export function explainFile(port: Port, id: string): Promise<ImportRetention> {
  return port.call("imports.retention", { import_id: id });
}

function encoded(bytes: Uint8Array): string {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 0x8000) }, (_, at) =>
    String.fromCharCode(...bytes.subarray(at * 0x8000, (at + 1) * 0x8000)),
  );
  return btoa(pieces.join(""));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
