/** Signing oneself out everywhere. */
import type { SessionsEnded } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "me.end_sessions": ["POST", "/me/sign-out"] });

/** What is open elsewhere closes, and so does what is open here: it comes back by the app's own login. */
export function endMySessions(port: Port): Promise<SessionsEnded> {
  return port.create("me.end_sessions", {});
}
