/** What one can do about rules, and tell those who review; see `core/port.ts`. */
import type { MakeReport, Message, Report } from "../../generated/wire.ts";
import { messageAnswered } from "../messages.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import { fetchReports } from "./fetching.ts";

export { fetchReports, wantHeld } from "./fetching.ts";

addRoutes({
  "held.withdraw": ["POST", "/messages/{message_id}/withdrawal"],
  "reports.make": ["POST", "/reports"],
});

/** Tell those who review that a message or a person breaks the rules. */
export async function report(port: Port, said: MakeReport): Promise<Report> {
  const made = await port.create("reports.make", said);
  if (port.state.reports) await fetchReports(port).catch(() => undefined);
  return made;
}

/** Take back a message that is held. */
export async function withdraw(port: Port, message: Message): Promise<void> {
  const gone = await port.call("held.withdraw", { message_id: message.id });
  port.update((state) => messageAnswered(state, gone));
}
