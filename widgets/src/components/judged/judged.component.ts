import { type TemplateResult, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import type { Judged, Message } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { judgedStyles } from "./judged.styles.ts";

/** How it stands with the message, in a few words. */
type Standing = "held" | "blocked" | "rejected" | "masked";

const GLYPHS: Readonly<Record<Standing, IconName>> = {
  held: "clock",
  blocked: "alert",
  rejected: "alert",
  masked: "info",
};

/**
 * What a rule made of a message, for its author: by which rule, how it stands, and what to do now.
 *
 * Tells `act` (the name of an action of the message).
 */
export class OnrecordJudged extends OnrecordElement {
  static override styles = [reset, buttons, judgedStyles];

  @property({ attribute: false }) message: Message | null = null;

  #standing({ state: how }: Message): Standing {
    return how === "held" || how === "blocked" || how === "rejected" ? how : "masked";
  }

  protected override render(): unknown {
    const { message } = this;
    if (!message?.judged) return nothing;
    const standing = this.#standing(message);
    return html`<div class="judged ${standing}" part="judged" role="group" aria-labelledby="what">
      ${icon(GLYPHS[standing], 16)}
      <div class="words">
        <b id="what">${this.t(`judged.${standing}`)}</b>
        ${this.#rule(message.judged)} ${this.#next(standing)}
        <div class="acts">${this.#acts(standing)}</div>
      </div>
    </div>`;
  }

  #rule({ said, kind }: Judged): TemplateResult {
    const words = kind === "unjudged" ? this.t("judged.unjudged") : said;
    return html`<span class="rule" dir="auto">${words}</span>`;
  }

  #next(standing: Standing): unknown {
    if (standing === "masked") return nothing;
    return html`<span class="next">${this.t(`judged.${standing}_next`)}</span>`;
  }

  #acts(standing: Standing): unknown[] {
    return [
      standing === "held" ? this.#does("withdraw", "judged.withdraw") : nothing,
      standing === "blocked" || standing === "rejected"
        ? this.#does("rewrite", "judged.rewrite")
        : nothing,
    ];
  }

  #does(name: "withdraw" | "rewrite", key: TextKey): TemplateResult {
    return html`<button type="button" class="link" @click=${() => this.tell("act", name)}>
      ${this.t(key)}
    </button>`;
  }
}
