import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { problemOf, toConfirm } from "../../core/problems.ts";
import { setRule } from "../../core/spaces/actions.ts";
import type { RuleRole } from "../../generated/wire.ts";
import { roleField, ruleField } from "./field.ts";
import { SpacePanel } from "./parts.ts";
import { Matching } from "./matching.ts";

const ROLES: readonly RuleRole[] = ["member", "moderator"];

/** Who is in a space by rule, with whom the rule matches while it is written. */
export class OnrecordRule extends SpacePanel {
  @state() private rule = "";
  @state() private given: RuleRole = "member";
  @state() private sure = false;

  readonly #matching = new Matching(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("view") || this.view?.kind !== "rule") return;
    this.given = this.space?.rule_role ?? "member";
    this.#write(this.space?.rule ?? "");
  }

  override focusFirst(): void {
    this.find("textarea")?.focus();
  }

  #write(rule: string): void {
    this.rule = rule;
    this.sure = false;
    if (this.store) this.#matching.look(this.store.port, rule.trim(), this.spaceId);
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { store } = this;
    if (!store) return;
    const rule = this.rule.trim() || null;
    const confirm = this.sure ? this.#matching.toConfirm : null;
    const done = await this.attempt(async () => {
      const command = { space_id: this.spaceId, rule, role: this.given };
      await setRule(store.port, { ...command, ...(confirm !== null && { confirm }) }).catch(
        (error: unknown) => {
          // People came and went meanwhile: the number is asked for again.
          if (toConfirm(problemOf(error)) !== null) this.#write(this.rule);
          throw error;
        },
      );
    });
    if (done) this.side?.back();
  }

  protected override render(): TemplateResult {
    const blocked = this.#matching.toConfirm !== null && !this.sure;
    const inside = html`<form id="form" class="form" @submit=${this.#save}>
      <p>${this.t("rule.about")}</p>
      ${ruleField(this.speech, this.rule, (rule) => this.#write(rule))} ${this.#matching.draw()}
      ${roleField(this.speech, "rule.role", ROLES, this.given, (role) => (this.given = role))}
      ${this.#matching.drawConfirm((sure) => (this.sure = sure))}
    </form>`;
    const foot = html`<button
      type="submit"
      form="form"
      class="button primary"
      ?disabled=${blocked || this.#matching.failed !== ""}
    >
      ${this.t(this.rule.trim() ? "rule.save" : "rule.none")}
    </button>`;
    return this.frame(this.t("space.rule"), this.space ? inside : nothing, { foot });
  }
}
