import { type TemplateResult, css, html, nothing } from "lit";

import type { Presence } from "../../core/types.ts";
import type { ConversationKind } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";

const HUES = 8;

/** The letters that stand for a name: of its first and last word. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => firstLetter(word ?? "")).join("");
}

function firstLetter(word: string): string {
  return (/[\p{L}\p{N}]/u.exec(word)?.[0] ?? "").toLocaleUpperCase();
}

/** One of eight hues, always the same for an id. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % HUES;
}

/** A person: their initials on their hue; says nothing to a screen reader. */
export function personAvatar(id: string, name: string, presence?: Presence): TemplateResult {
  return html`<span class="avatar hue-${hueOf(id)}" part="avatar" aria-hidden="true"
    >${initials(name) || icon("user", 16)}${
      presence && presence !== "offline" ? html`<i class="dot ${presence}"></i>` : nothing
    }</span
  >`;
}

/** The glyph of a place. */
export function placeIcon(kind: ConversationKind, subject: string | null): IconName {
  if (kind === "announcement") return "megaphone";
  if (kind === "external") return "phone";
  return kind === "channel" ? "hash" : subject ? "box" : "users";
}

/** A place: its glyph on a neutral square. */
export function placeAvatar(kind: ConversationKind, subject: string | null): TemplateResult {
  return html`<span class="avatar place" part="avatar" aria-hidden="true"
    >${icon(placeIcon(kind, subject))}</span
  >`;
}

export const avatarStyles = css`
  .avatar {
    --_h: 0;
    position: relative;
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--_size, 40px);
    block-size: var(--_size, 40px);
    border-radius: 50%;
    background: light-dark(oklch(0.9 0.055 var(--_h)), oklch(0.4 0.07 var(--_h)));
    color: light-dark(oklch(0.36 0.09 var(--_h)), oklch(0.93 0.04 var(--_h)));
    font: 600 calc(var(--_size, 40px) * 0.36) / 1 var(--_font);
    letter-spacing: 0.02em;
    user-select: none;
  }
  .avatar.place {
    border-radius: calc(var(--_r) * 1.25);
    background: var(--_surface-3);
    color: var(--_muted);
  }
  .hue-0 {
    --_h: 20;
  }
  .hue-1 {
    --_h: 60;
  }
  .hue-2 {
    --_h: 100;
  }
  .hue-3 {
    --_h: 150;
  }
  .hue-4 {
    --_h: 195;
  }
  .hue-5 {
    --_h: 245;
  }
  .hue-6 {
    --_h: 295;
  }
  .hue-7 {
    --_h: 340;
  }
  .dot {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 12px;
    block-size: 12px;
    border: 2px solid var(--_behind, var(--_surface));
    border-radius: 50%;
    background: var(--_good);
  }
  .dot.away {
    background: var(--_away);
  }
  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
    .dot {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
