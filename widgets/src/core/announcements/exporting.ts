/** An export as a file: its rows, fetched a page at a time, so that any login works. */
import type { AnnouncementExport, RosterEntry } from "../../generated/wire.ts";
import type { TextKey } from "../i18n.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "announcements.export_rows": ["GET", "/announcements/exports/{export_id}/rows"] });

const PAGE = 200;
const COLUMNS = [
  "person_id",
  "name",
  "progress",
  "member",
  "reached_at",
  "read",
  "acknowledged_at",
  "version",
  "commit",
] as const;

/** Fetch all rows and give them to the person as a file. */
export async function exported(
  port: Port,
  made: AnnouncementExport,
  t: (key: TextKey) => string,
): Promise<void> {
  const rows: RosterEntry[] = [];
  let cursor: string | null = null;
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await port.call("announcements.export_rows", {
      export_id: made.id,
      limit: PAGE,
      ...more,
    });
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  save(csv(rows), `${t("roster.file")}-${made.at.slice(0, 10)}.csv`);
}

/** The rows as CSV; a cell that a spreadsheet would take for a formula is made text. */
export function csv(rows: readonly RosterEntry[]): string {
  const lines = rows.map(({ acknowledgement: word, ...row }) => [
    ...[row.person_id, row.name, row.progress, row.member, row.reached_at, row.read],
    ...[word?.at, word?.version, word?.commit],
  ]);
  return [COLUMNS, ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
}

function cell(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
