/** What the sections of the portal draw alike. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { Problem } from "../../core/problems.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";

export type Tone = "plain" | "waits" | "good" | "bad" | "quiet";

/** A state in one word. */
export function badge(tone: Tone, text: string): TemplateResult {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** One fact with its name. */
export function fact(name: string, value: unknown): TemplateResult {
  return html`<div class="fact">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** Somebody, with their face. */
export function person(id: string, name: string): TemplateResult {
  return html`<span class="person">${personAvatar(id, name)}<bdi class="clip">${name}</bdi></span>`;
}

/** A moment: the date and the time, in full on its title. */
export function moment(speech: Speech, at: string): TemplateResult {
  return html`<time datetime=${at} title=${speech.moment(at)}
    >${speech.t("admin.at", { date: speech.date(at), time: speech.time(at) })}</time
  >`;
}

/** A hash, as much of it as an eye compares; all of it on its title. */
export function hash(value: string): TemplateResult {
  const digits = value.replace(/^sha256:/, "");
  return html`<code class="hash" dir="ltr" title=${value}
    >${digits.slice(0, 8)}…${digits.slice(-8)}</code
  >`;
}

/** Where something is within a field, as `rules › 0 › reason: `; a field itself has its name on it. */
function placeOf(pointer: string): string {
  const [, , ...inside] = pointer.split("/");
  const plain = inside.map((one) => one.replaceAll("~1", "/").replaceAll("~0", "~"));
  return plain.length > 0 ? `${plain.join(" › ")}: ` : "";
}

/** What was refused, with each place that was wrong. */
export function problemBox(problem: Problem | null, shown: readonly string[] = []): unknown {
  if (!problem) return nothing;
  const rest = problem.errors.filter(
    ({ pointer, detail }) => !shown.includes(pointer) && !problem.detail.includes(detail),
  );
  return html`<div class="problem" part="problem" role="alert">
    ${icon("alert", 16)}
    <div>
      <p dir="auto">${problem.detail}</p>
      ${
        rest.length > 0
          ? html`<ul>
              ${rest.map(({ pointer, detail }) => html`<li dir="auto">${placeOf(pointer)}${detail}</li>`)}
            </ul>`
          : nothing
      }
    </div>
  </div>`;
}

/** A line that tells something before one acts. */
export function note(
  glyph: IconName,
  text: unknown,
  tone: "quiet" | "warn" = "quiet",
): TemplateResult {
  return html`<p class="note ${tone}" part="notice">${icon(glyph, 16)}<span>${text}</span></p>`;
}

/** One of a few, chosen by a press: `aria-pressed` says which. */
export function choices<T extends string>(
  label: string,
  all: readonly (readonly [T, string])[],
  chosen: T,
  choose: (one: T) => void,
): TemplateResult {
  return html`<div class="choices" role="group" aria-label=${label}>
    ${all.map(
      ([one, text]) =>
        html`<button
          type="button"
          aria-pressed=${one === chosen ? "true" : "false"}
          @click=${() => choose(one)}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}

const UNITS = { Y: "year", M: "month", W: "week", D: "day", H: "hour" } as const;
const HOURS = { Y: 8_766, M: 730.5, W: 168, D: 24, H: 1 } as const;

function partsOf(duration: string): [number, keyof typeof UNITS][] {
  const found = duration.matchAll(/(\d+)([YMWDH])/g);
  return [...found].map(([, count, unit]) => [Number(count), unit as keyof typeof UNITS]);
}

/** `30 days`, of `P30D`. */
export function span(speech: Speech, duration: string): string {
  const said = partsOf(duration).map(([count, unit]) =>
    new Intl.NumberFormat(speech.lang, {
      style: "unit",
      unit: UNITS[unit],
      unitDisplay: "long",
    }).format(count),
  );
  return said.join(" ") || duration;
}

/** About how many hours a duration has, to compare two of them. */
export function hoursOf(duration: string): number {
  return partsOf(duration).reduce((sum, [count, unit]) => sum + count * HOURS[unit], 0);
}

/** Where one types what a list is narrowed to. */
export function finder(label: string, narrow: (typed: string) => void): TemplateResult {
  const typed = (event: InputEvent): void => {
    narrow((event.target as HTMLInputElement).value.trim());
  };
  return html`<input
    type="search"
    class="field"
    autocomplete="off"
    placeholder=${label}
    aria-label=${label}
    @input=${typed}
  />`;
}

/** What is said in one line, a dot between two; each breaks only where it does not fit. */
export function whole(said: readonly (string | null)[]): unknown {
  return said
    .filter(Boolean)
    .map((one, at) => html`${at > 0 ? " · " : ""}<span class="whole">${one}</span>`);
}

/** A row that leads to one thing; the way back finds it by its id. */
export function linkRow(
  id: string,
  chosen: boolean,
  open: () => void,
  said: unknown,
): TemplateResult {
  return html`<button
    type="button"
    class="row"
    part="row"
    data-row=${id}
    aria-current=${chosen ? "true" : nothing}
    @click=${open}
  >
    ${said}
  </button>`;
}

/** The rows of a list, and, where there are more of them, what brings those. */
export function rowList<T>(
  items: readonly T[],
  row: (one: T) => TemplateResult,
  { t }: Speech,
  next: (() => void) | null = null,
): TemplateResult {
  return html`<ul class="rows">
      ${items.map((one) => html`<li>${row(one)}</li>`)}
    </ul>
    ${next ? moreButton(t("list.more"), next) : nothing}`;
}

/** What brings more of a list. */
export function moreButton(label: string, next: () => void): TemplateResult {
  return html`<button type="button" class="button" @click=${next}>${label}</button>`;
}
