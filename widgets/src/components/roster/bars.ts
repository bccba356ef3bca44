/** How far an announcement has come, as bars that say their numbers beside them. */
import { type TemplateResult, css, html } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { AnnouncementSummary } from "../../generated/wire.ts";

type Step = "reached" | "read" | "acknowledged";

/** How many it is for, and how far it came with them. */
export type Far = Pick<AnnouncementSummary, "audience" | "acknowledge" | Step>;

export function stepBars(one: Far, speech: Speech): TemplateResult[] {
  const steps: readonly Step[] = one.acknowledge
    ? ["reached", "read", "acknowledged"]
    : ["reached", "read"];
  return steps.map((step) => bar(step, one, speech));
}

function bar(step: Step, one: Far, speech: Speech): TemplateResult {
  const most = Math.max(one.audience, 1);
  const name = speech.t(`roster.${step}`);
  return html`<div class="bar">
    <span>${name}</span>
    <span class="value"
      ><b>${speech.number(one[step])}</b> · ${share(one[step], most, speech)}</span
    >
    <progress aria-label=${name} max=${most} value=${one[step]}></progress>
  </div>`;
}

/** Never all of them before it is all, and never none where it is somebody. */
function share(count: number, most: number, speech: Speech): string {
  const percent = Math.floor((100 * count) / most);
  return count > 0 && percent === 0 ? "<1 %" : `${speech.number(percent)} %`;
}

export const barStyles = css`
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 12px;
    font: var(--_t2);
  }
  .bar .value {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .bar .value b {
    color: var(--_text);
    font-weight: 600;
  }
  progress {
    grid-column: 1 / -1;
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: 4px;
    background: var(--_surface-3);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_surface-3);
  }
  progress::-webkit-progress-value {
    border-radius: 4px;
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    border-radius: 4px;
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
`;
