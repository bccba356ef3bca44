/** What oversight does in all, in numbers that everybody may read. */
import type { TransparencyQuarter, TransparencyReport } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "transparency.list": ["GET", "/transparency"],
  "transparency.get": ["GET", "/transparency/{quarter}"],
});

/** The quarters that there is a report of, the latest first. */
export async function listQuarters(port: Port): Promise<readonly TransparencyQuarter[]> {
  return (await port.call("transparency.list", {})).data;
}

export function readQuarter(port: Port, quarter: string): Promise<TransparencyReport> {
  return port.call("transparency.get", { quarter });
}
