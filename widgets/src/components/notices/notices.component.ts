import { type TemplateResult, css, html } from "lit";

import { OnrecordPanel } from "../../base/panel.ts";
import { PARTS } from "../../base/parts.ts";
import { icon } from "../../icons/icons.ts";
import "./held.ts";
import "./reviews.ts";

/** What oversight did, beside the conversations: notices, one's reports and disputes. */
export class OnrecordNotices extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    css`
      :is(onrecord-held, onrecord-reviews) {
        --_block: var(--_surface);
      }
      .way {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: max(24px, var(--_target));
        color: var(--_accent-text);
        font-weight: 600;
        text-underline-offset: 3px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const centre = this.side?.privacy;
    return this.frame(
      this.t("notices.panel"),
      html`<onrecord-held
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${this.store}
          .state=${this.state}
        ></onrecord-held>
        <onrecord-reviews
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${this.store}
          .state=${this.state}
          .reveals=${true}
          @reveal=${(event: CustomEvent<{ conversation: string; message: string }>) =>
            this.side?.reveal(event.detail.conversation, event.detail.message)}
        ></onrecord-reviews>
        ${
          centre
            ? html`<a class="way" part="link" href=${centre}
                >${icon("shield", 16)}${this.t("privacy.title")}</a
              >`
            : ""
        }`,
    );
  }
}
