/** Who reads an announcement conversation by rule. */
import type { AudienceRule, SetAudience } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "announcements.audience": ["GET", "/conversations/{conversation_id}/audience"],
  "announcements.set_audience": ["PUT", "/conversations/{conversation_id}/audience"],
});

export function audience(port: Port, conversation: string): Promise<AudienceRule> {
  return port.call("announcements.audience", { conversation_id: conversation });
}

/** Put another rule in place; people come and go by it at once. */
export function setAudience(port: Port, command: SetAudience): Promise<AudienceRule> {
  return port.call("announcements.set_audience", command);
}
