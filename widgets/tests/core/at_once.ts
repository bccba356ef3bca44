import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A module and all that it imports without waiting; types do not count. */
export function atOnce(path: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const found = readFileSync(path, "utf-8").matchAll(
    /^(?:import|export)\s(?!type\s)[^;]*?"(\.[^"]*\.ts)"/gm,
  );
  for (const [, to = ""] of found) atOnce(join(dirname(path), to), seen);
  return [...seen];
}
