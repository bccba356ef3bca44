/** Who may be left out, for those who look after it; see `core/port.ts`. */
import type { ReachPerson, ReachReason, ReachReport } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "reach.report": ["POST", "/reach"] });

export interface Asked {
  readonly days: number;
  readonly reason: ReachReason | null;
}

const EVERYTHING = 200;

/** A page of the report; the server writes down that it was read. */
export function readReach(
  port: Port,
  { days, reason }: Asked,
  cursor: string | null,
  limit = 50,
): Promise<ReachReport> {
  return port.create("reach.report", {
    days,
    limit,
    ...(reason === null ? {} : { reason }),
    ...(cursor === null ? {} : { cursor }),
  });
}

/** Everybody on the list, as a sheet; it is made of the same pages, each of them on the record. */
export async function sheetOf(port: Port, asked: Asked): Promise<string> {
  const lines = ["person_id,name,guest,reasons,announcements,reached,missing"];
  let cursor: string | null = null;
  do {
    const page: ReachReport = await readReach(port, asked, cursor, EVERYTHING);
    lines.push(...page.data.map(line));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return `${lines.join("\r\n")}\r\n`;
}

function line(one: ReachPerson): string {
  const { person_id, name, guest, reasons, announcements, reached, missing } = one;
  const cells = [person_id, name, guest ? "yes" : "no", reasons.join(" ")];
  return [...cells, String(announcements), String(reached), missing.join(" ")].map(cell).join(",");
}

/** No cell is a formula, also where a program separates by semicolons. */
function cell(text: string): string {
  const plain = text.replace(/(^|[;\t\r\n])([=+\-@])/g, "$1'$2");
  return /[",;\r\n\t]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
