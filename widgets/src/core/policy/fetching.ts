/** Asks for the policy in force, in the reader's languages, and again when the next one is due. */
import type { PolicyView } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import type { Unsubscribe } from "../types.ts";

addRoutes({ "policy.get": ["GET", "/policy"] });

/** No timer of a browser waits for longer than 24 days. */
const LONGEST_MS = 86_400_000;
/** A clock that runs ahead asks too early. */
const AGAIN_MS = 30_000;
/** Not everybody asks in the same moment. */
const SPREAD_MS = 2_000;
/** As many as the server takes, and of its form. */
const MOST_LANGUAGES = 10;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

interface Asked {
  readonly languages: string;
  stop: Unsubscribe;
}

/** What was asked for last; an answer to anything before it comes too late. */
const ASKED = new WeakMap<Port, Asked>();

/** The languages to read in, the wanted first. */
export function localesOf({ languages }: Port): string[] {
  return languages.filter((one) => LANGUAGE.test(one)).slice(0, MOST_LANGUAGES);
}

/** Fetch the policy in force. */
export async function fetchPolicy(port: Port): Promise<void> {
  const asked = begin(port);
  const view = await port.call("policy.get", { locales: localesOf(port) });
  if (ASKED.get(port) === asked) installPolicy(port, view);
}

/** Fetch it unless it was asked for in these languages already. */
export async function wantPolicy(port: Port): Promise<void> {
  if (ASKED.get(port)?.languages !== localesOf(port).join()) await fetchPolicy(port);
}

/** Put the newest answer into the state, and ask again when the next version comes into force. */
export function installPolicy(port: Port, policy: PolicyView): void {
  const asked = begin(port);
  port.update((state) => patch(state, { policy }));
  const from = policy.coming_from;
  if (from) asked.stop = port.after(pauseUntil(port, from), () => again(port));
}

function begin(port: Port): Asked {
  ASKED.get(port)?.stop();
  const asked = { languages: localesOf(port).join(), stop: () => undefined };
  ASKED.set(port, asked);
  return asked;
}

function pauseUntil(port: Port, moment: string): number {
  const left = Date.parse(moment) - port.now();
  const pause = left > 0 ? left + port.random() * SPREAD_MS : AGAIN_MS;
  return Math.min(pause, LONGEST_MS);
}

function again(port: Port): void {
  fetchPolicy(port).catch(() => undefined);
}
