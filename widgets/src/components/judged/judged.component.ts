import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import { fetchAppeals } from "../../core/notices/actions.ts";
import type { ChatState, ChatStore, Unsubscribe } from "../../core/types.ts";
import type { Appeal, Judged, Message } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { decision, isOpen, standingAppeal } from "../notices/against.ts";
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

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) message: Message | null = null;

  @state() private appeals: ChatState["appeals"] = null;
  @state() private notices: ChatState["notices"] = null;
  #stop: Unsubscribe | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) this.#listen();
  }

  #listen(): void {
    const { store } = this;
    this.#stop?.();
    if (!store) return;
    const stops = [
      store.subscribe(
        ({ appeals }) => appeals,
        (appeals) => (this.appeals = appeals),
      ),
      store.subscribe(
        ({ notices }) => notices,
        (notices) => (this.notices = notices),
      ),
    ];
    ({ appeals: this.appeals, notices: this.notices } = store.state);
    this.#stop = () => stops.forEach((stop) => stop());
    if (this.appeals === null) wantAppeals(store);
  }

  #standing({ state: how }: Message): Standing {
    return how === "held" || how === "blocked" || how === "rejected" ? how : "masked";
  }

  protected override render(): unknown {
    const { message } = this;
    if (!message) return nothing;
    const standing = this.#standing(message);
    const { data: notices = [] } = this.notices ?? {};
    const appeal = standingAppeal(this.appeals?.data ?? [], notices, message);
    const open = !appeal && isOpen(decision(notices, message.id));
    return html`<div class="judged ${standing}" part="judged" role="group" aria-labelledby="what">
      ${icon(GLYPHS[standing], 16)}
      <div class="words">
        <b id="what">${this.t(`judged.${standing}`)}</b>
        ${this.#rule(standing, message.judged)} ${this.#next(standing, appeal)}
        <div class="acts">${this.#acts(standing, open)}</div>
      </div>
    </div>`;
  }

  /**
   * Of what was covered in a message that is there the notice tells by which rule. What a reviewer decided is
   * over: the rule is named as what it went by, for it says what was still to come.
   */
  #rule(standing: Standing, judged: Judged | null): TemplateResult {
    if (!judged) return html`<span class="rule">${this.t("judged.masked_rule")}</span>`;
    const { said: rule, kind } = judged;
    const plain = kind === "unjudged" ? this.t("judged.unjudged") : rule;
    const words = standing === "rejected" ? this.t("judged.by_rule", { rule: plain }) : plain;
    return html`<span class="rule" dir="auto">${words}</span>`;
  }

  #next(standing: Standing, appeal: Appeal | undefined): unknown {
    if (appeal) return html`<span class="next">${this.#disputed(appeal)}</span>`;
    if (standing === "masked") return nothing;
    return html`<span class="next">${this.t(`judged.${standing}_next`)}</span>`;
  }

  #disputed({ state: how, made_at: at, answer }: Appeal): unknown {
    const said = this.t(`judged.disputed_${how}`, { date: this.speech.date(at) });
    return answer ? html`${said} <q dir="auto">${answer}</q>` : said;
  }

  #acts(standing: Standing, open: boolean): unknown[] {
    return [
      open ? this.#does("dispute", this.#disputing(standing)) : nothing,
      standing === "held" ? this.#does("withdraw", "judged.withdraw") : nothing,
      standing === "blocked" || standing === "rejected"
        ? this.#does("rewrite", "judged.rewrite")
        : nothing,
    ];
  }

  /** What a reviewer decided is for another one to look at. */
  #disputing(standing: Standing): TextKey {
    return standing === "rejected" ? "notices.appeal_it" : "judged.dispute";
  }

  #does(name: "dispute" | "withdraw" | "rewrite", key: TextKey): TemplateResult {
    return html`<button type="button" class="link" @click=${() => this.tell("act", name)}>
      ${this.t(key)}
    </button>`;
  }
}

/** Stores whose appeals are being fetched: many lines ask at once. */
const ASKED = new WeakSet<ChatStore>();

function wantAppeals(store: ChatStore): void {
  if (ASKED.has(store)) return;
  ASKED.add(store);
  fetchAppeals(store.port)
    .catch(() => undefined)
    .finally(() => ASKED.delete(store));
}
