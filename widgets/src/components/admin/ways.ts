/** Where in the portal one is, and its address in the page's location: `#/requests/grt_…`. Pure. */

export const SECTIONS = [
  "overview",
  "queue",
  "requests",
  "policy",
  "lexicons",
  "samples",
  "people",
  "spaces",
  "reach",
  "watchers",
  "transparency",
  "texts",
  "holds",
  "data",
  "retention",
  "imports",
  "exports",
  "branding",
  "record",
] as const;

export type SectionName = (typeof SECTIONS)[number];

/** A section, and the thing in it that is shown. */
export interface Way {
  readonly section: SectionName;
  readonly item: string | null;
}

export const START: Way = { section: "overview", item: null };

/** Whether a page names a section that there is. */
export function isSection(name: string): name is SectionName {
  return (SECTIONS as readonly string[]).includes(name);
}

/** The place that a fragment names; the overview where it names none. */
export function wayOf(hash: string): Way {
  const [, section = "", item = ""] = /^#\/([a-z]+)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (!isSection(section)) return START;
  return { section, item: item ? decoded(item) : null };
}

/** The fragment of a place. */
export function hashOf({ section, item }: Way): string {
  return `#/${section}${item === null ? "" : `/${encodeURIComponent(item)}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
