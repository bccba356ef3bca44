/** Who gets a campaign, as it is pasted: one a line, with what fills the fields of the text. Pure. */
import type { SmsAddresseeInput, SmsContact } from "../../../generated/wire.ts";

const FIELD = /\{([a-z][a-z0-9_]{0,39})\}/g;
/** The field that every contact fills by itself. */
const NAME = "name";

/** One line of what was pasted: who is meant, and what is wrong with it. */
export interface Addressed {
  readonly line: number;
  readonly who: string;
  readonly contact: SmsContact | null;
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: "unknown" | "short" | "long" | "nameless" | null;
}

/** The fields of a text that are filled for each recipient, in the order in which they stand. */
export function fieldsOf(template: string): string[] {
  const found = [...template.matchAll(FIELD)].map(([, name = ""]) => name);
  return [...new Set(found)].filter((name) => name !== NAME);
}

/** Whether a brace belongs to no field. */
export function torn(template: string): boolean {
  return /[{}]/.test(template.replaceAll(FIELD, ""));
}

/** What one recipient reads; a field that nobody filled stays as it stands. */
export function filled(template: string, one: Addressed | null): string {
  const values: Record<string, string> = { ...one?.values };
  if (one?.contact?.name) values[NAME] = one.contact.name;
  return template.replaceAll(FIELD, (whole, name: string) => values[name] || whole);
}

const plain = (number: string): string => number.replace(/[\s()./-]/g, "");

function found(who: string, contacts: readonly SmsContact[]): SmsContact | null {
  const number = plain(who);
  return (
    contacts.find((one) => one.client_ref === who) ??
    contacts.find((one) => one.number === number) ??
    null
  );
}

/** Cells stand apart by tabs, as a spreadsheet copies them, or by semicolons. */
function cells(line: string): string[] {
  return line.split(line.includes("\t") ? "\t" : ";").map((one) => one.trim());
}

/** Read what was pasted; lines without words are no lines. */
export function addressed(
  pasted: string,
  template: string,
  contacts: readonly SmsContact[],
): Addressed[] {
  const fields = fieldsOf(template);
  const lines = pasted.split(/\r?\n/).map((text, at) => ({ text, line: at + 1 }));
  return lines
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, line }) => read(cells(text), line, fields, { template, contacts }));
}

function read(
  [who = "", ...given]: string[],
  line: number,
  fields: readonly string[],
  { template, contacts }: { template: string; contacts: readonly SmsContact[] },
): Addressed {
  const contact = found(who, contacts);
  const said = given.filter((one, at) => one !== "" || at < fields.length);
  const values = Object.fromEntries(fields.map((name, at) => [name, given[at] ?? ""]));
  const lacks = fields.some((name) => !values[name]);
  const nameless = template.includes(`{${NAME}}`) && contact !== null && contact.name === "";
  const wrong = !contact
    ? "unknown"
    : lacks
      ? "short"
      : said.length > fields.length
        ? "long"
        : nameless
          ? "nameless"
          : null;
  return { line, who, contact, values, wrong };
}

/** As the server takes them: the host's own id may be of several contacts. */
export function addressees(all: readonly Addressed[]): SmsAddresseeInput[] {
  return all.map(({ contact, who, values }) => ({
    ...(contact && contact.client_ref !== who ? { contact_id: contact.id } : { client_ref: who }),
    fields: { ...values },
  }));
}
