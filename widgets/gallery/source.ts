/** The policy as a text, as the server reads and writes it; here JSON alone, which is such a text too. */
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import type { PolicyCheck, PolicyDocument, PolicySource } from "../src/generated/wire.ts";
import { sha } from "./portal.ts";

type Check = (document: PolicyDocument) => PolicyCheck;

/** What a document says, with its faults and their lines. */
export function sourced(
  document: Record<string, unknown>,
  check: Check,
  text = JSON.stringify(document, null, 2),
): PolicySource {
  const said = document as unknown as PolicyDocument;
  const lines = text.split("\n");
  const { faults } = check(said);
  const line = Math.max(
    1,
    lines.findIndex((one) => one.includes('"x"')),
  );
  return {
    text,
    value: document,
    document: said,
    hash: sha("4"),
    faults: faults.map((one) => ({ ...one, line })),
  };
}

/** What a text says. */
export function readSource(text: string, check: Check): PolicySource {
  try {
    return sourced(JSON.parse(text) as Record<string, unknown>, check, text);
  } catch {
    const detail = `Line ${text.split("\n").length}: A comma or a closing brace } is missing.`;
    const errors = [{ pointer: "/text", detail }];
    throw new RefusalError(parseProblem(422, { code: "invalid", detail, errors }));
  }
}
