import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { trialPolicy } from "../../../core/policy/studio.ts";
import type {
  PolicyTrial,
  PolicyVersionDetail,
  TrialDay,
  TriggerTrial,
} from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { ruleName } from "../naming.ts";
import { badge, note } from "../parts.ts";
import { plot, plotStyles } from "../plot.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";

const DAY_MS = 86_400_000;

/** Every day since the trial begins, oldest first; null where nothing was looked at, which is not none. */
export function everyDay({ since, days }: PolicyTrial): (readonly [string, TrialDay | null])[] {
  const known = new Map(days.map((one) => [one.day, one]));
  const [first, last] = [since.slice(0, 10), days.at(-1)?.day ?? since.slice(0, 10)];
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const day = new Date(Date.parse(first) + at * DAY_MS).toISOString().slice(0, 10);
    return [day, known.get(day) ?? null];
  });
}

/** What a version would have found of the last 30 days: counts, against the policy in force. */
export class OnrecordAdminPolicyTrial extends AdminSection {
  static override styles = [...AdminSection.styles, tableStyles, plotStyles];

  @property({ attribute: false }) version: PolicyVersionDetail | null = null;

  @state() private trial: PolicyTrial | null = null;

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
        async () => (this.trial = await trialPolicy(portal.store.port, version)),
      );
  }

  protected override render(): unknown {
    return html`<div class="column">
      ${note("chart", this.t("studio.trial_about"))} ${this.#form.box()}
      <div class="acts">
        <button
          type="button"
          class="button"
          ?disabled=${this.#form.busy}
          @click=${() => this.#run()}
        >
          ${this.t("lexicons.trial_run")}
        </button>
      </div>
      <div role="status">${this.trial ? this.#said(this.trial) : nothing}</div>
      ${this.trial?.looked_at ? this.#counts(this.trial) : nothing}
    </div>`;
  }

  #said(trial: PolicyTrial): TemplateResult {
    const { complete, looked_at: all, found: count } = trial;
    if (all === 0) return note("info", this.t("studio.trial_nothing"));
    return html`<p>
      ${this.t("studio.trial_found", { count, all })}
      ${complete ? nothing : this.t("studio.trial_newest")} ${this.t("studio.trial_sums")}
    </p>`;
  }

  #counts(trial: PolicyTrial): TemplateResult {
    const number = (count: number): string => this.speech.number(count);
    const bars = everyDay(trial).map(([day, one]) => ({
      label: this.speech.date(`${day}T12:00:00Z`),
      all: one ? one.looked_at : null,
      marked: one?.found ?? 0,
    }));
    const words = {
      title: this.t("studio.trial_days"),
      first: this.t("studio.trial_day"),
      table: this.t("overview.days_table"),
      all: this.t("studio.trial_messages"),
      marked: this.t("studio.trial_marked"),
    };
    return html`${bars.length > 0 ? plot(bars, words, number) : nothing}
      <div class="wide-table" tabindex="0" role="region" aria-label=${this.t("studio.trial")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("grants.rule")}</th>
              <th scope="col">${this.t("studio.trial_now", { version: trial.base })}</th>
              <th scope="col">${this.t("policy.version", { version: trial.version })}</th>
            </tr>
          </thead>
          <tbody>
            ${trial.triggers.map((one) => this.#row(one))}
            ${this.#sum("studio.trial_all", trial.found_now, trial.found)}
            ${this.#sum("studio.trial_stopped", trial.stopped_now, trial.stopped)}
          </tbody>
        </table>
      </div>`;
  }

  #row(one: TriggerTrial): TemplateResult {
    const action = one.action ? badge("plain", this.t(`studio.does.${one.action}`)) : nothing;
    return html`<tr>
      <th scope="row">
        ${ruleName(one.trigger, this.version?.document, this.speech)} ${action}
        ${one.unjudged ? html`<span class="end">${this.t("studio.trial_unjudged")}</span>` : nothing}
      </th>
      <td>${this.#count(one.now)}</td>
      <td>${one.counted ? this.#count(one.messages) : this.t("studio.trial_uncounted")}</td>
    </tr>`;
  }

  #sum(
    name: "studio.trial_all" | "studio.trial_stopped",
    now: number,
    then: number,
  ): TemplateResult {
    return html`<tr>
      <th scope="row"><b>${this.t(name)}</b></th>
      <td>${this.#count(now)}</td>
      <td><b>${this.#count(then)}</b></td>
    </tr>`;
  }

  #count(count: number | null | undefined): string {
    return count === null || count === undefined ? "–" : this.speech.number(count);
  }
}
