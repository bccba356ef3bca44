import { type TemplateResult, html } from "lit";

import type { LATER } from "./later.ts";
import type { PORTAL } from "./portal.ts";

/**
 * One family, drawn for onrecord: a 24 px grid, one stroke, round ends. Each is one path. Those that
 * only parts draw which are loaded on first use stand in `later.ts`, which is loaded with them; those
 * of the portal stand in `portal.ts`.
 */
const PATHS = {
  alert: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.5M12 15.8h.01",
  back: "m14.5 5-7 7 7 7",
  bell: "M9.7 19.5a2.5 2.5 0 0 0 4.6 0M6 11a6 6 0 1 1 12 0c0 2.5.5 4.5 1.8 6H4.2C5.5 15.5 6 13.5 6 11z",
  bookmark: "M7 4.5h10a1 1 0 0 1 1 1v14.5l-6-4-6 4V5.5a1 1 0 0 1 1-1z",
  box: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  chevron: "m6 9.5 6 6 6-6",
  chat: "M5.5 4.5h13A2 2 0 0 1 20.5 6.5v8.5a2 2 0 0 1-2 2H12l-4.5 3.5V17h-2a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  checks: "m2.5 12.5 4.2 4.5L15 7.5M11.5 16.5l.5.5L20.5 7.5",
  clock: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.2l2.8 1.8",
  close: "m6 6 12 12M18 6 6 18",
  copy: "M10 9h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM15 9V5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3",
  down: "M12 5v14m-6-6 6 6 6-6",
  edit: "m14.5 6 3.5 3.5M4.5 19.5l.9-4.3L15.9 4.7a1.5 1.5 0 0 1 2.1 0l1.3 1.3a1.5 1.5 0 0 1 0 2.1L8.8 18.6z",
  hash: "M9.5 4.5 7.5 19.5M16.5 4.5l-2 15M4.5 9.2h15.5M4 14.8h15.5",
  info: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 11.5V16M12 8.2h.01",
  megaphone: "M4.5 10v4.5h3.2l8.3 4V6L7.7 10zM8 14.5l1.2 4.2M18.8 9.5a4 4 0 0 1 0 5.5",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  mute: "M9.7 19.5a2.5 2.5 0 0 0 4.6 0M8.3 6.2A6 6 0 0 1 18 11c0 1.5.2 2.8.5 3.9M15.5 17H4.2C5.5 15.5 6 13.5 6 11c0-.5.1-1 .2-1.5M4.5 4.5l15 15",
  offline:
    "m4 4 16 16M5.5 12.6a10 10 0 0 1 3.8-2.4M13.5 9.6a10 10 0 0 1 5 3M2.5 9.2a14 14 0 0 1 4.3-2.9M10.8 5.1A14 14 0 0 1 21.5 9.2M8.7 15.9a5 5 0 0 1 6.6 0M12 19.2h.01",
  phone: "M8 3.5h8v17H8zM11.5 17h1",
  pin: "M9 4h6l-.8 6 3.3 3.5v1.5H6.5V13.5L9.8 10zM12 15v5.5",
  reply: "M9 7l-5 5 5 5M4.5 12H13a7 7 0 0 1 7 6.5",
  retry: "M20 5v4.5h-4.5M19.6 9.5A8 8 0 1 0 20 13",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20 20",
  send: "M12 19V5m-6 6 6-6 6 6",
  shield: "M12 3.5 5 6v5.5c0 4.3 2.8 7.4 7 9 4.2-1.6 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10",
  smile: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM8.7 13.8a4 4 0 0 0 6.6 0M9.3 9.8h.01M14.7 9.8h.01",
  thread:
    "M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H12L7.5 20v-3.5h-2a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM8 9h8M8 12.5h5",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 11v5M13.7 11v5",
  user: "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM5 20c.4-3.4 3.2-5.5 7-5.5s6.6 2.1 7 5.5",
  users:
    "M9 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM2.5 20c.4-3.4 2.9-5.5 6.5-5.5s6.1 2.1 6.5 5.5M15.5 4.4a3.7 3.7 0 0 1 0 6.8M18 15c2 .8 3.3 2.6 3.5 5",
} as const;

export type IconName = keyof typeof PATHS | keyof typeof LATER | keyof typeof PORTAL;

const KNOWN = new Map<string, string>(Object.entries(PATHS));

/** Add the icons of the parts that are loaded on first use. */
export function addIcons(paths: Readonly<Record<string, string>>): void {
  for (const [name, path] of Object.entries(paths)) KNOWN.set(name, path);
}

/** Icons that point along the line of reading and turn with it. */
const DIRECTED = new Set<IconName>([
  "back",
  "enter",
  "reply",
  "leave",
  "list",
  "quote",
  "retry",
  "history",
]);

/** Draw an icon; it says nothing to a screen reader, so its button needs a label. */
export function icon(name: IconName, size: 16 | 20 | 24 = 20): TemplateResult {
  const turns = DIRECTED.has(name) ? "glyph turns" : "glyph";
  return html`<svg
    class=${turns}
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width=${size === 16 ? 2 : 1.75}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${KNOWN.get(name) ?? ""}></path>
  </svg>`;
}
