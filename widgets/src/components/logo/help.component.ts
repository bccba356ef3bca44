import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { icon } from "../../icons/icons.ts";
import { reset } from "../../styles/reset.ts";

/** The web, or a path of the same origin: nothing that runs. */
const LEADS = /^(?:https?:\/\/|\/(?![/\\]))/i;

/** The way to the help that the tenant names, below the list. */
export class OnrecordHelp extends OnrecordElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
        padding: 8px;
        border-block-start: 1px solid var(--_line);
      }
      a {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: max(var(--_target), 36px);
        padding-inline: 8px;
        border-radius: var(--_r);
        color: var(--_muted);
        font: var(--_t2);
        text-decoration: none;
      }
      a:hover {
        background: var(--_surface-3);
        color: var(--_text);
      }
    `,
  ];

  @property({ attribute: false }) address = "";

  protected override render(): TemplateResult | typeof nothing {
    if (!LEADS.test(this.address)) return nothing;
    return html`<a part="place" href=${this.address} target="_blank" rel="noopener noreferrer">
      ${icon("info")}<span class="clip">${this.t("list.help")}</span>
    </a>`;
  }
}
