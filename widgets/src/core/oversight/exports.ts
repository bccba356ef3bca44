/** What can be done about exports under a grant; see `core/port.ts`. */
import type { Archive, CreateArchive, Page } from "../../generated/wire.ts";
import { isOpen, octets } from "../files/octets.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "exports.list": ["GET", "/exports"],
  "exports.get": ["GET", "/exports/{archive_id}"],
  "exports.create": ["POST", "/exports"],
  "exports.approve": ["POST", "/exports/{archive_id}/approve"],
  "exports.cancel": ["POST", "/exports/{archive_id}/cancel"],
  "exports.resume": ["POST", "/exports/{archive_id}/resume"],
});

const FOR_THE_BROWSER_MS = 60_000;

/** What moves an export on. */
export type Move = "exports.approve" | "exports.cancel" | "exports.resume";

export function listArchives(port: Port, cursor: string | null): Promise<Page<Archive>> {
  return port.call("exports.list", { limit: 50, ...(cursor === null ? {} : { cursor }) });
}

export function fetchArchive(port: Port, id: string): Promise<Archive> {
  return port.call("exports.get", { archive_id: id });
}

export function createArchive(port: Port, asked: CreateArchive): Promise<Archive> {
  return port.create("exports.create", asked);
}

export function moveArchive(port: Port, move: Move, id: string): Promise<Archive> {
  return port.create(move, { archive_id: id });
}

/** What the file of an export is called. */
export function fileOf({ id, sealed_to: sealed }: Archive): string {
  return sealed ? `${id}.zip.sealed` : `${id}.zip`;
}

/** Let the browser keep an archive: where addresses work by themselves, as it comes. */
export async function saveArchive(port: Port, archive: Archive): Promise<void> {
  const path = `/v1/exports/${encodeURIComponent(archive.id)}/content`;
  const link = document.createElement("a");
  link.download = fileOf(archive);
  if (isOpen(port)) {
    await fetchArchive(port, archive.id);
    link.href = port.base + path;
    link.click();
    return;
  }
  const answer = await octets(port, path);
  link.href = URL.createObjectURL(await answer.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
}
