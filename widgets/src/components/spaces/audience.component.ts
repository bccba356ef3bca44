import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordPanel } from "../../base/panel.ts";
import { audience, setAudience } from "../../core/announcements/audience.ts";
import { problemOf, toConfirm } from "../../core/problems.ts";
import type { AudienceRule } from "../../generated/wire.ts";
import { skeletonRows, stateStyles } from "../states/states.ts";
import { Matching } from "./matching.ts";
import { ruleField } from "./field.ts";
import { spaceStyles } from "./space.styles.ts";

/** Who reads an announcement conversation by rule, where it is in no space. */
export class OnrecordAudience extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, stateStyles, spaceStyles];

  @state() private now: AudienceRule | null = null;
  @state() private rule = "";
  @state() private sure = false;
  @state() private busy = false;

  readonly #matching = new Matching(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("view") && this.view?.kind === "audience") void this.#load();
  }

  #id(): string {
    return this.view?.kind === "audience" ? this.view.conversation : "";
  }

  async #load(): Promise<void> {
    const { store } = this;
    const id = this.#id();
    this.now = null;
    if (!store) return;
    await this.attempt(async () => {
      const found = await audience(store.port, id);
      if (id !== this.#id()) return;
      this.now = found;
      this.#write(found.rule ?? "");
    });
  }

  #write(rule: string): void {
    this.rule = rule;
    this.sure = false;
    if (this.store) this.#matching.look(this.store.port, rule.trim(), null);
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    this.busy = true;
    if (await this.attempt(() => this.#set())) this.side?.back();
    this.busy = false;
  }

  async #set(): Promise<void> {
    const { store } = this;
    if (!store) return;
    const confirm = this.sure ? this.#matching.toConfirm : null;
    const command = { conversation_id: this.#id(), rule: this.rule.trim() || null };
    await setAudience(store.port, { ...command, ...(confirm !== null && { confirm }) }).catch(
      (error: unknown) => {
        // People came and went meanwhile: the number is asked for again.
        if (toConfirm(problemOf(error)) !== null) this.#write(this.rule);
        throw error;
      },
    );
  }

  protected override render(): TemplateResult {
    const { now } = this;
    if (!now && !this.failed)
      return this.frame(this.t("audience.title"), skeletonRows(this.t("wait.message"), 4));
    const foot = now ? this.#button() : nothing;
    return this.frame(this.t("audience.title"), now ? this.#form(now) : nothing, { foot });
  }

  #form({ people, rule }: AudienceRule): TemplateResult {
    return html`<form id="form" class="form" @submit=${this.#save}>
      <p>${this.t("audience.about")}</p>
      ${rule === null ? nothing : html`<p>${this.t("audience.people", { count: people })}</p>`}
      ${ruleField(this.speech, this.rule, (written) => this.#write(written))}
      ${this.#matching.draw()} ${this.#matching.drawConfirm((sure) => (this.sure = sure))}
    </form>`;
  }

  #button(): TemplateResult {
    const unsure = this.#matching.toConfirm !== null && !this.sure;
    return html`<button
      type="submit"
      form="form"
      class="button primary"
      ?disabled=${this.busy || unsure || this.#matching.failed !== ""}
    >
      ${this.t(this.rule.trim() ? "rule.save" : "rule.none")}
    </button>`;
  }
}
