/** A rule while it is written: whom it matches now, or why it cannot be read. */
import { type ReactiveController, type TemplateResult, html, nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import { previewRule } from "../../core/spaces/actions.ts";
import type { RulePreview } from "../../generated/wire.ts";

const PAUSE_MS = 350;

export class Matching implements ReactiveController {
  readonly #host: OnrecordElement;
  /** What the rule written last does; null while it is not known. */
  preview: RulePreview | null = null;
  failed = "";
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: OnrecordElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Ask soon whom a rule matches; an empty one matches nobody and asks nothing. */
  look(port: Port, rule: string, space: string | null): void {
    clearTimeout(this.#timer);
    this.#round += 1;
    this.preview = null;
    this.failed = "";
    this.#host.requestUpdate();
    if (rule === "") return;
    const round = this.#round;
    this.#timer = setTimeout(() => void this.#ask(port, rule, space, round), PAUSE_MS);
  }

  async #ask(port: Port, rule: string, space: string | null, round: number): Promise<void> {
    const where = space === null ? {} : { space_id: space };
    try {
      const preview = await previewRule(port, { rule, ...where });
      if (round === this.#round) this.preview = preview;
    } catch (error) {
      if (round === this.#round) this.failed = problemOf(error).detail;
    }
    this.#host.requestUpdate();
  }

  /** How many must be confirmed; null when nothing must. */
  get toConfirm(): number | null {
    return this.preview?.confirm ? this.preview.count : null;
  }

  draw(): TemplateResult {
    const { t, names } = this.#host.speech;
    const { preview } = this;
    if (this.failed) return html`<p class="warn" role="alert">${this.failed}</p>`;
    if (!preview) return html`<p class="hint">${t("rule.hint")}</p>`;
    const { count, joining, leaving, people } = preview;
    const moves = [
      joining > 0 ? t("rule.joining", { count: joining }) : "",
      leaving > 0 ? t("rule.leaving", { count: leaving }) : "",
    ].filter(Boolean);
    const first = people.map(({ name }) => name);
    return html`<div class="match" role="status">
      <b>${t("rule.matches", { count })}</b>
      ${first.length > 0 ? html`<small dir="auto">${names(first)}${count > first.length ? " …" : ""}</small>` : nothing}
      ${moves.length > 0 ? html`<small>${names(moves)}</small>` : nothing}
    </div>`;
  }

  /** What is asked before many people are reached. */
  drawConfirm(change: (sure: boolean) => void): TemplateResult | typeof nothing {
    const count = this.toConfirm;
    if (count === null) return nothing;
    return html`<label class="warn"
      ><input
        type="checkbox"
        class="sure"
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
      ${this.#host.speech.t("rule.sure", { count })}</label
    >`;
  }
}
