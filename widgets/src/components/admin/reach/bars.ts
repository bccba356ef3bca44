/** How far an announcement has come, as bars that say their numbers beside them. */
import { type TemplateResult, css, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { ReachAnnouncement } from "../../../generated/wire.ts";

type Step = "reached" | "read" | "acknowledged";

export function stepBars(one: ReachAnnouncement, speech: Speech): TemplateResult[] {
  const steps: readonly Step[] = one.acknowledge
    ? ["reached", "read", "acknowledged"]
    : ["reached", "read"];
  return steps.map((step) => bar(step, one, speech));
}

function bar(step: Step, one: ReachAnnouncement, speech: Speech): TemplateResult {
  const most = Math.max(one.audience, 1);
  const percent = Math.floor((100 * one[step]) / most);
  const name = speech.t(`roster.${step}`);
  return html`<div class="bar">
    <span>${name}</span>
    <span class="value">${speech.number(one[step])} · ${speech.number(percent)} %</span>
    <progress aria-label=${name} max=${most} value=${one[step]}></progress>
  </div>`;
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
