/** What of the privacy centre comes a moment later; without it nothing else is missing. */
import type { OnrecordElement } from "../../base/element.ts";
import { Held } from "./held.ts";
import { Sessions } from "./sessions.ts";

export interface Beside {
  readonly held: Held;
  readonly sessions: Sessions;
}

export function beside(host: OnrecordElement): Beside {
  return { held: new Held(host), sessions: new Sessions(host) };
}
