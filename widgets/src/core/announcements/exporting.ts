/** An export as a file: the sheet that the server writes, for any login. */
import type { AnnouncementExport } from "../../generated/wire.ts";
import { octets } from "../files/octets.ts";
import type { Port } from "../port.ts";
import { ConnectionError } from "../problems.ts";

const FOR_THE_BROWSER_MS = 60_000;

/** Fetch the sheet whole, so that one that breaks off is no file, and give it to the person. */
export async function download(port: Port, made: AnnouncementExport, name: string): Promise<void> {
  const path = `/v1/announcements/exports/${encodeURIComponent(made.id)}/csv`;
  const answer = await octets(port, path);
  const sheet = await answer.blob().catch(() => {
    throw new ConnectionError("The sheet broke off.");
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sheet);
  link.download = `${name}-${made.at.slice(0, 10)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
}
