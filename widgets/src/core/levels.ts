/** How much of a conversation one wants to hear of; see `core/port.ts`. */
import type { Level } from "../generated/wire.ts";
import type { Port } from "./port.ts";
import { addRoutes } from "./routes.ts";

addRoutes({ "conversations.level": ["PUT", "/conversations/{conversation_id}/level"] });

/** Hear of everything, of what names one, or of nothing. */
export async function setLevel(port: Port, conversation: string, level: Level): Promise<void> {
  await port.call("conversations.level", { conversation_id: conversation, level });
  port.unlessLive([conversation]);
}
