/** Small steps on immutable records and lists; an unchanged one is answered as it was. */

/** The record with one entry set. */
export function withEntry<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T,
): Readonly<Record<string, T>> {
  return record[key] === value ? record : { ...record, [key]: value };
}

/** The record without some entries. */
export function without<T>(
  record: Readonly<Record<string, T>>,
  keys: readonly string[],
): Readonly<Record<string, T>> {
  if (!keys.some((key) => key in record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** The record with only the entries that pass. */
export function keep<T>(
  record: Readonly<Record<string, T>>,
  wanted: (value: T, key: string) => boolean,
): Readonly<Record<string, T>> {
  const kept = Object.entries(record).filter(([key, value]) => wanted(value, key));
  return kept.length === Object.keys(record).length ? record : Object.fromEntries(kept);
}

/** The object with some members replaced; the same object when nothing differs. */
export function patch<T extends object>(value: T, changes: Partial<T>): T {
  const entries = Object.entries(changes) as [keyof T, unknown][];
  return entries.every(([key, next]) => Object.is(value[key], next))
    ? value
    : { ...value, ...changes };
}
