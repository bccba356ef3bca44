/** A policy as a form changes it: places by JSON pointer, parts by the printed model. Pure. */
import { POLICY_PARTS, type PolicyField, type PolicyPart } from "../../../generated/policy_form.ts";
import type { PolicyFault } from "../../../generated/wire.ts";

export type Members = Readonly<Record<string, unknown>>;
type Path = readonly string[];

export const ROOT = "PolicyDocument";

export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text of what is one or a number; nothing of anything else. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The pointer of a member. */
export function inside(pointer: string, member: string | number): string {
  return `${pointer}/${String(member).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function pathOf(pointer: string): Path {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function at(value: unknown, pointer: string): unknown {
  return pathOf(pointer).reduce<unknown>(
    (found, name) => (Array.isArray(found) ? found[Number(name)] : membersOf(found)[name]),
    value,
  );
}

/** The same with something else in one place; `undefined` takes the place away. */
export function put(value: unknown, pointer: string, next: unknown): Members {
  return membersOf(changed(value, pathOf(pointer), next));
}

function changed(value: unknown, [name, ...rest]: Path, next: unknown): unknown {
  if (name === undefined) return next;
  if (Array.isArray(value)) {
    const list = [...(value as unknown[])];
    const one = changed(list[Number(name)], rest, next);
    if (one === undefined) list.splice(Number(name), 1);
    else list[Number(name)] = one;
    return list;
  }
  const members = membersOf(value);
  const one = changed(members[name], rest, next);
  if (one !== undefined) return { ...members, [name]: one };
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}

/** The members of what stands in a place; null where no such kind is known. */
export function partOf({ of }: PolicyField, value: unknown): PolicyPart | null {
  const name = typeof of === "object" ? of[textOf(membersOf(value)["kind"])] : of;
  return (name && POLICY_PARTS[name]) || null;
}

/** A new part: what it must have is there, and empty. */
export function blank(field: PolicyField, kind?: string): Members {
  const begun: Members = kind === undefined ? {} : { kind };
  const members = Object.entries(partOf(field, begun) ?? {}).filter(([, one]) => one.must);
  return Object.fromEntries([
    ...members.map(([name, one]) => [name, empty(one)]),
    ...Object.entries(begun),
  ]);
}

function empty({ is, options, least }: PolicyField): unknown {
  if (is === "choice") return options?.[0];
  if (is === "number") return Math.max(1, least ?? 1);
  return is === "choices" || is === "names" || is === "parts" ? [] : "";
}

/** Faults by the innermost place that the form shows: a field, an item of a list, a part, or all of it. */
export function placed(
  value: unknown,
  faults: readonly PolicyFault[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { pointer, detail } of faults) {
    const place = shownAt(value, pointer);
    found.set(place, [...(found.get(place) ?? []), detail]);
  }
  return found;
}

/** The innermost place of a pointer that the form shows. */
export function shownAt(value: unknown, pointer: string): string {
  const root: Shown = { place: "", part: POLICY_PARTS[ROOT] ?? null };
  let here: Shown | null = root;
  let shown = root;
  for (const name of pathOf(pointer)) {
    here = step(value, here, name);
    if (!here) break;
    shown = here;
  }
  return shown.place;
}

interface Shown {
  readonly place: string;
  /** The members that may follow. */
  readonly part?: PolicyPart | null;
  /** What holds items, one of which may follow. */
  readonly items?: PolicyField;
}

function step(value: unknown, { place, part, items }: Shown, name: string): Shown | null {
  const next = inside(place, name);
  if (items) return { place: next, part: partOf(items, at(value, next)) };
  const field = part?.[name];
  if (!field) return null;
  if (field.is === "part") return { place: next, part: partOf(field, null) };
  return field.is === "parts" || field.is === "keyed"
    ? { place: next, items: field }
    : { place: next };
}

const SPAN = /^P(?:(\d+)([YMWD])|T(\d+)(H))$/;

/** A time as a count of one unit; null where it has several. */
export function spanOf(text: string): { readonly count: string; readonly unit: string } | null {
  if (text === "") return { count: "", unit: "D" };
  const found = SPAN.exec(text);
  return found && { count: found[1] ?? found[3] ?? "", unit: found[2] ?? found[4] ?? "D" };
}

export function spanText(count: string, unit: string): string | undefined {
  if (count === "") return undefined;
  return unit === "H" ? `PT${count}H` : `P${count}${unit}`;
}
