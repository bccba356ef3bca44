/** What the host says of one of its objects: title, state, fields and what can be done. */
import { type TemplateResult, css, html, nothing } from "lit";

import type { SubjectAction, SubjectCard } from "../../generated/wire.ts";

/** An address as it may be followed: the web, or a path on the page's own origin. */
function followable(address: string): string | null {
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  return ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

/** Another site opens beside the page, and is told nothing of it. */
function window(href: string): { target: string | typeof nothing; rel: string | typeof nothing } {
  const own = new URL(href).origin === location.origin;
  return own ? { target: nothing, rel: nothing } : { target: "_blank", rel: "noopener noreferrer" };
}

function drawLink(
  address: string,
  inside: TemplateResult,
  look: string,
  part: string,
): TemplateResult {
  const href = followable(address);
  if (!href) return html`<span class=${look}>${inside}</span>`;
  const { target, rel } = window(href);
  return html`<a class=${look} href=${href} target=${target} rel=${rel} part=${part}>${inside}</a>`;
}

/** Draw the title and the state. */
export function cardHead({ title, state, tone, link }: SubjectCard): TemplateResult {
  const name = html`<bdi>${title}</bdi>`;
  return html`${
    link
      ? drawLink(link, name, "card-title", "link")
      : html`<span class="card-title">${name}</span>`
  }
  ${state ? html`<span class="state ${tone}" part="subject-state" dir="auto">${state}</span>` : nothing}`;
}

/** Draw some fields. */
export function cardFields({ fields }: SubjectCard, most: number): TemplateResult {
  return html`<dl class="card-fields">
    ${fields.slice(0, most).map(
      ({ label, value }) =>
        html`<div>
          <dt dir="auto">${label}</dt>
          <dd dir="auto">${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Draw what can be done; `run` is called for what the page does, the rest are links. */
export function cardActions(
  { actions }: SubjectCard,
  run: (action: SubjectAction) => void,
): TemplateResult | typeof nothing {
  if (actions.length === 0) return nothing;
  return html`<div class="card-actions">
    ${actions.map((action) =>
      action.href
        ? drawLink(action.href, html`<bdi>${action.label}</bdi>`, "button", "subject-action")
        : html`<button
            type="button"
            class="button"
            part="subject-action"
            @click=${() => run(action)}
          >
            <bdi>${action.label}</bdi>
          </button>`,
    )}
  </div>`;
}

export const cardStyles = css`
  .card-title {
    color: var(--_text);
    font: var(--_t2);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  a.card-title {
    text-decoration: underline;
    text-decoration-color: var(--_edge);
    text-underline-offset: 3px;
  }
  .state {
    flex: none;
    max-inline-size: 160px;
    padding: 1px 8px;
    border-radius: 10px;
    background: var(--_surface-3);
    color: var(--_text);
    font: var(--_t1);
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .state.info {
    background: var(--_own);
    color: var(--_accent-text);
  }
  .state.good {
    background: color-mix(in oklab, var(--_good) 12%, var(--_surface));
    color: light-dark(oklch(from var(--_good) min(l, 0.42) c h), var(--_good));
  }
  .state.warning {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .state.bad {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .card-fields {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    font: var(--_t1);
  }
  .card-fields div {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
  }
  .card-fields dt {
    color: var(--_muted);
  }
  .card-fields dd {
    overflow-wrap: anywhere;
  }
  .card-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .card-actions .button {
    min-block-size: max(28px, calc(var(--_target) - 4px));
    padding: 2px 12px;
    text-decoration: none;
  }
  @media (forced-colors: active) {
    .state {
      border: 1px solid CanvasText;
    }
  }
`;
