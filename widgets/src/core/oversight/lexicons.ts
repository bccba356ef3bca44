/** What can be done about lists of words; see `core/port.ts`. */
import type {
  Lexicon,
  LexiconDocument,
  LexiconStart,
  LexiconTrial,
  LexiconTried,
  LexiconVersion,
  LexiconVersionDetail,
  Page,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "lexicons.list": ["GET", "/lexicons"],
  "lexicons.get": ["GET", "/lexicons/{name}"],
  "lexicons.put": ["PUT", "/lexicons/{name}"],
  "lexicons.approve": ["POST", "/lexicons/{name}/versions/{version}/approval"],
  "lexicons.withdraw": ["POST", "/lexicons/{name}/versions/{version}/withdrawal"],
  "lexicons.trial": ["POST", "/lexicons/{name}/versions/{version}/trial"],
  "lexicons.try": ["POST", "/lexicon/try"],
  "lexicons.starts": ["GET", "/lexicon/starts"],
});

export function listLexicons(port: Port, cursor: string | null): Promise<Page<Lexicon>> {
  return port.call("lexicons.list", { limit: 50, ...(cursor === null ? {} : { cursor }) });
}

export function fetchLexicon(
  port: Port,
  name: string,
  version: number,
): Promise<LexiconVersionDetail> {
  return port.call("lexicons.get", { name, version });
}

export function putLexicon(port: Port, document: LexiconDocument): Promise<LexiconVersionDetail> {
  return port.call("lexicons.put", { name: document.name, document });
}

/** Approve exactly the document that was read. */
export function approveLexicon(
  port: Port,
  { name, version, hash }: LexiconVersion,
): Promise<LexiconVersion> {
  return port.create("lexicons.approve", { name, version, hash });
}

export function withdrawLexicon(
  port: Port,
  { name, version }: LexiconVersion,
): Promise<LexiconVersion> {
  return port.create("lexicons.withdraw", { name, version });
}

/** What it would have flagged of late: counts alone. */
export function trialLexicon(port: Port, { name, version }: LexiconVersion): Promise<LexiconTrial> {
  return port.create("lexicons.trial", { name, version });
}

/** What a list finds in a text; nothing of it is kept. */
export function tryLexicon(
  port: Port,
  document: LexiconDocument,
  text: string,
): Promise<LexiconTried> {
  return port.call("lexicons.try", { document, text });
}

export async function lexiconStarts(port: Port): Promise<LexiconStart[]> {
  return (await port.call("lexicons.starts", {})).data;
}
