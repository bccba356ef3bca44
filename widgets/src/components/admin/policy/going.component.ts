import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { tryRetention } from "../../../core/policy/studio.ts";
import type { PolicyVersionDetail, RetentionTrial, RuleTrial } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { badge, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";

/** What a version would destroy if it were in force now: who approves has counted it. */
export class OnrecordAdminPolicyGoing extends AdminSection {
  static override styles = [...AdminSection.styles, tableStyles];

  @property({ attribute: false }) version: PolicyVersionDetail | null = null;

  @state() private trial: RetentionTrial | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("version") && changed.get("version")?.hash !== this.version?.hash)
      this.trial = null;
  }

  #run(): void {
    const { portal, version } = this;
    if (portal && version)
      void this.#form.send(
        async () => (this.trial = await tryRetention(portal.store.port, version)),
      );
  }

  protected override render(): unknown {
    return html`<div class="column">
      ${note("alert", this.t("going.about"), "warn")} ${this.#form.box()}
      <div class="acts">
        <button
          type="button"
          class="button"
          ?disabled=${this.#form.busy}
          @click=${() => this.#run()}
        >
          ${this.t("going.run")}
        </button>
      </div>
      <div role="status">${this.trial ? this.#said(this.trial) : nothing}</div>
      ${this.trial ? this.#counts(this.trial) : nothing}
    </div>`;
  }

  #said(trial: RetentionTrial): TemplateResult {
    const [erase, ask] = [trial.erase, trial.ask];
    return html`<p>
      ${this.t("going.found", { count: erase, all: trial.messages })}
      ${ask > 0 ? this.t("going.asked", { count: ask }) : nothing}
      ${trial.complete ? nothing : this.t("going.incomplete")}
    </p>`;
  }

  #counts(trial: RetentionTrial): TemplateResult {
    const heads = ["grants.rule", "going.goes", "going.held", "going.kept"] as const;
    return html`<div
      class="wide-table"
      tabindex="0"
      role="region"
      aria-label=${this.t("going.title")}
    >
      <table>
        <thead>
          <tr>
            ${heads.map((one) => html`<th scope="col">${this.t(one)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${trial.rules.map((one) => this.#row(one))}
        </tbody>
      </table>
    </div>`;
  }

  #row(one: RuleTrial): TemplateResult {
    const number = (count: number): string => this.speech.number(count);
    return html`<tr>
      <th scope="row">${one.rule} ${badge("plain", this.t(`going.then.${one.disposition}`))}</th>
      <td><b>${number(one.goes)}</b></td>
      <td>${number(one.held)}</td>
      <td>${number(one.kept)}</td>
    </tr>`;
  }
}
