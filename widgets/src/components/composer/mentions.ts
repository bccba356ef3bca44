/** Mentions while writing: `@Ana Ruiz` on the screen, `<@ana>` on the wire. Pure. */

/** Somebody who can be mentioned; the id of a role begins with `&`, that of everybody with `!`. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

const WIRE = /<@([^\s<>]{1,128})>|<(!channel|!here)>/g;
export const WORD = /[\p{L}\p{N}_]/u;

/** Replace the names that follow an `@` by ids; of two that fit, the longer name. */
export function toWire(text: string, people: readonly Named[]): string {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  let result = "";
  let at = 0;
  for (let hit = text.indexOf("@"); hit >= 0; hit = text.indexOf("@", at)) {
    const found = byLength.find((person) => standsAt(text, hit, person.name));
    result += text.slice(at, hit) + (found ? wireOf(found) : "@");
    at = hit + 1 + (found ? found.name.length : 0);
  }
  return result + text.slice(at);
}

/** People by id, roles with a `&`, everybody with a `!`. */
function wireOf({ id }: Named): string {
  return id.startsWith("!") ? `<${id}>` : `<@${id}>`;
}

function standsAt(text: string, at: number, name: string): boolean {
  if (name === "" || !text.startsWith(name, at + 1)) return false;
  const before = text[at - 1] ?? "";
  const after = text[at + 1 + name.length] ?? "";
  return !WORD.test(before) && before !== "<" && !WORD.test(after);
}

/** Replace ids by the names that a reader knows. */
export function fromWire(text: string, name: (id: string) => string | undefined): string {
  return text.replace(WIRE, (whole, person?: string, wide?: string) => {
    const id = person ?? wide ?? "";
    const known = name(id);
    return known ? `@${known}` : whole;
  });
}
