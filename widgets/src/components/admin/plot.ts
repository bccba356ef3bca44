/** A small plot of counts over days: bars for who sees, and every number for who reads it as a table. */
import { type TemplateResult, css, html, nothing, svg } from "lit";

export interface Bar {
  readonly label: string;
  /** How high it is in all, null where nothing is known, and what is marked. */
  readonly all: number | null;
  readonly marked?: number;
}

export interface PlotWords {
  readonly title: string;
  readonly first: string;
  /** What opens the numbers. */
  readonly table: string;
  readonly all: string;
  /** None where there is one count alone. */
  readonly marked?: string;
  /** Whether the two stand side by side: what is marked is no part of the other. */
  readonly beside?: boolean;
}

const WIDTH = 600;
const HEIGHT = 96;
const GAP = 3;

/** Draw it; `number` writes a count as people do. */
export function plot(
  bars: readonly Bar[],
  words: PlotWords,
  number: (count: number) => string,
): TemplateResult {
  const most = Math.max(0, ...bars.flatMap(({ all, marked }) => [all ?? 0, marked ?? 0]));
  const step = WIDTH / Math.max(bars.length, 12);
  return html`<figure class="plot" part="plot">
    <figcaption>
      <span>${words.title}</span>
      <span class="key"><i class="all"></i>${words.all}</span>
      ${
        words.marked
          ? html`<span class="key"><i class="marked"></i>${words.marked}</span>`
          : nothing
      }
      <span class="most">${bars.some(({ all }) => all !== null) ? number(most) : "–"}</span>
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${bars.map((bar, at) => drawn(bar, at * step, step - GAP, HEIGHT / (most || 1), words.beside))}
    </svg>
    <p class="ends"><span>${bars[0]?.label}</span><span>${bars.at(-1)?.label}</span></p>
    ${numbers(bars, words, number)}
  </figure>`;
}

function numbers(
  bars: readonly Bar[],
  words: PlotWords,
  number: (count: number) => string,
): TemplateResult {
  return html`<details>
    <summary>${words.table}</summary>
    <div class="wide-table" tabindex="0" role="region" aria-label=${words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.first}</th>
            <th scope="col">${words.all}</th>
            ${words.marked ? html`<th scope="col">${words.marked}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${bars.map(
            ({ label, all, marked }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${all === null ? "–" : number(all)}</td>
                ${marked === undefined ? nothing : html`<td>${number(marked)}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function drawn(
  { all, marked = 0 }: Bar,
  x: number,
  width: number,
  scale: number,
  beside = false,
): unknown {
  const wide = beside ? width / 2 : width;
  const bar = (count: number, name: string, at: number): unknown =>
    svg`<rect class=${name} x=${at} width=${wide} y=${HEIGHT - count * scale} height=${count * scale}></rect>`;
  return [bar(all ?? 0, "all", x), bar(marked, "marked", beside ? x + wide : x)];
}

export const plotStyles = css`
  .plot {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 8px;
  }
  /* Names may take two lines: those beside each other stand on one line all the same. */
  .plot figcaption {
    margin-block-end: auto;
  }
  .plot figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .plot figcaption > :first-child {
    color: var(--_text);
    font-weight: 600;
  }
  .plot .key {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .plot .key i {
    inline-size: 10px;
    block-size: 10px;
    border-radius: 2px;
  }
  .plot .most {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
  .plot svg {
    inline-size: 100%;
    block-size: 96px;
    border-block: 1px solid var(--_line);
  }
  .plot .all {
    background: var(--_edge);
    fill: var(--_edge);
  }
  .plot .marked {
    background: var(--_accent);
    fill: var(--_accent);
  }
  .plot .ends {
    display: flex;
    justify-content: space-between;
    color: var(--_muted);
    font: var(--_t1);
  }
  .plot summary {
    inline-size: fit-content;
    min-block-size: max(24px, var(--_target));
    color: var(--_muted);
    font: var(--_t1);
  }
  .plot .wide-table {
    max-block-size: 320px;
    margin-block-start: 8px;
    overflow: auto;
  }
  .plot thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_ground);
  }
  .plot thead th:first-child {
    z-index: 1;
  }
  .plot tbody th {
    white-space: nowrap;
  }
  .plot th:first-child {
    min-inline-size: 0;
  }
  .plot :is(th, td):not(:first-child) {
    padding-inline: 8px;
  }
  @media (forced-colors: active) {
    .plot .all {
      background: GrayText;
      fill: GrayText;
      forced-color-adjust: none;
    }
    .plot .marked {
      background: Highlight;
      fill: Highlight;
      forced-color-adjust: none;
    }
  }
`;
