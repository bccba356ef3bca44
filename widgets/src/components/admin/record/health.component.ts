import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { checkNow, fetchHealth, listChecks } from "../../../core/oversight/record_health.ts";
import type { Unsubscribe } from "../../../core/types.ts";
import type { RecordCheck, RecordHealth } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { badge, fact, moment, moreButton, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { journalsCard, signingCard, witnessesCard } from "./health.places.ts";
import { healthStyles } from "./health.styles.ts";
import { CHECK_TONES, asState, isWrong, lasting, secondsOf, when } from "./health.words.ts";

/** How often one that runs is asked after. */
const FOLLOW_MS = 3_000;

/** How it stands with the record: its self-checks, its signature, its witnesses and its journals. */
export class OnrecordAdminHealth extends AdminSection {
  static override styles = [...AdminSection.styles, healthStyles];

  @state() private health: RecordHealth | null = null;

  readonly #earlier = new Paged<RecordCheck>(this);
  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked = false;
  #unfold = false;
  #follows: Unsubscribe | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.portal || this.#asked) return;
    this.#asked = true;
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rest();
  }

  async #load(): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => this.#take(await fetchHealth(portal.store.port)));
  }

  /** What could not be had now stays as it was. */
  protected override again(): void {
    const { portal } = this;
    if (!portal || !this.health) return;
    fetchHealth(portal.store.port).then(
      (found) => this.#take(found),
      () => this.#follow(),
    );
  }

  #take(found: RecordHealth): void {
    const ended = this.health?.running && found.running?.id !== this.health.running.id;
    this.health = found;
    if (ended && this.#unfold) this.#list();
    this.#follow();
  }

  /** While one runs, it is asked after. */
  #follow(): void {
    this.#rest();
    if (!this.health?.running || !this.isConnected) return;
    this.#follows = this.portal?.store.port.after(FOLLOW_MS, () => this.again()) ?? null;
  }

  #rest(): void {
    this.#follows?.();
    this.#follows = null;
  }

  async #check(): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.#form.send(async () => {
      await checkNow(portal.store.port);
      this.#take(await fetchHealth(portal.store.port));
    });
  }

  #list(): void {
    const { portal } = this;
    if (portal) void this.#earlier.load((cursor) => listChecks(portal.store.port, cursor));
  }

  #older(): void {
    const { portal } = this;
    if (portal) void this.#earlier.next((cursor) => listChecks(portal.store.port, cursor));
  }

  protected override render(): unknown {
    const { health } = this;
    return html`<div class="column">
      <section class="card" aria-labelledby="health">
        <h3 id="health">${this.t("health.title")}</h3>
        ${health ? this.#whole(health) : this.#none()}
      </section>
      ${
        health
          ? html`${signingCard(health.signing, this.speech)}
            ${witnessesCard(health.witnesses, this.speech)}
            ${journalsCard(health.journals, this.speech)}`
          : nothing
      }
    </div>`;
  }

  #none(): unknown {
    if (!this.problem) return this.waiting(2);
    return this.failure(this.problem.detail, () => void this.#load());
  }

  #whole(one: RecordHealth): TemplateResult {
    return html`<div role="status">
        <p class="state">
          ${badge(CHECK_TONES[one.state], this.t(`health.state.${one.state}`))}
          <span>${this.t(`health.said.${one.state}`)}</span>
        </p>
      </div>
      ${
        one.state === "sound"
          ? nothing
          : note("info", this.t(`health.next.${one.state}`), this.#tone(one))
      }
      ${
        one.unbelieved > 0
          ? note("alert", this.t("health.unbelieved", { count: one.unbelieved }), "warn")
          : nothing
      }
      ${this.#troubles(one)} ${one.running ? this.#running(one.running, one.entries) : nothing}
      ${this.#last(one)} ${this.#form.box()}
      <div class="acts">
        <button
          type="button"
          class="button primary"
          ?disabled=${this.#form.busy || one.running !== null}
          @click=${() => void this.#check()}
        >
          ${icon("shield", 16)}${this.t("health.check")}
        </button>
      </div>
      ${this.#before(one)}`;
  }

  #tone({ state: how }: RecordHealth): "quiet" | "warn" {
    return how === "never" ? "quiet" : "warn";
  }

  /** What else is wrong, further below. */
  #troubles({ signing, witnesses, journals }: RecordHealth): unknown {
    const late = signing.state === "late" || signing.state === "stopped";
    const kept = witnesses.filter(isWrong).length;
    const handed = journals.filter(isWrong).length;
    const said = [
      late ? this.t("health.trouble_signing") : "",
      kept > 0 ? this.t("health.trouble_witnesses", { count: kept }) : "",
      handed > 0 ? this.t("health.trouble_journals", { count: handed }) : "",
    ].filter(Boolean);
    return said.length > 0 ? note("alert", said.join(" "), "warn") : nothing;
  }

  #running(one: RecordCheck, all: number): TemplateResult {
    const done = Math.min(one.entries, all);
    const label = this.t("health.progress", { done, all });
    return html`<p class="running">
      <span>${this.t("health.running")}</span>
      <progress max=${Math.max(all, 1)} value=${done} aria-label=${label}></progress>
      <span>${label}</span>
    </p>`;
  }

  #last({ last, due_at: due, every_seconds: every }: RecordHealth): unknown {
    if (!last) return nothing;
    const next = due ? moment(this.speech, due) : this.t("health.only_asked");
    return html`<dl class="wide">
      ${fact(this.t("health.last"), moment(this.speech, last.ended_at ?? last.begun_at))}
      ${fact(this.t("health.by"), this.#by(last))}
      ${fact(this.t("health.through"), this.#through(last))}
      ${fact(this.t("health.took"), lasting(this.speech, secondsOf(last)))}
      ${fact(this.t("health.against"), this.#against(last))}
      ${due || every === 0 ? fact(this.t("health.due"), next) : nothing}
      ${last.findings > 0 ? fact(this.t("health.found"), this.#found(last)) : nothing}
    </dl>`;
  }

  #by({ asked_by: who }: RecordCheck): unknown {
    return who ? html`<bdi>${this.who(who)}</bdi>` : this.t("health.by_schedule");
  }

  #through({ entries, versions }: RecordCheck): string {
    const { t } = this.speech;
    return t("health.counted", {
      entries: t("health.entries", { count: entries }),
      versions: t("health.versions", { count: versions }),
    });
  }

  #against({ checkpoint }: RecordCheck): string {
    return checkpoint > 0
      ? this.t("health.entries", { count: checkpoint })
      : this.t("health.against_none");
  }

  /** What was found, by its code: `onrecord verify` names the places. */
  #found({ found }: RecordCheck): TemplateResult {
    return html`${found.map(
      ({ code, times }) =>
        html`<div><code dir="ltr">${code}</code> × ${this.speech.number(times)}</div>`,
    )}`;
  }

  #before({ last }: RecordHealth): unknown {
    if (!last) return nothing;
    return html`<details
      @toggle=${(event: Event) => this.#unfolded((event.target as HTMLDetailsElement).open)}
    >
      <summary>${this.t("health.earlier")}</summary>
      ${this.#unfold ? this.#rows() : nothing}
    </details>`;
  }

  #unfolded(open: boolean): void {
    this.#unfold ||= open;
    if (open) this.#list();
    this.requestUpdate();
  }

  #rows(): unknown {
    const { items, failed, more } = this.#earlier;
    if (failed) return this.failure(failed, () => this.#list());
    if (!items) return this.waiting();
    if (items.length === 0) return html`<p class="about">${this.t("health.earlier_none")}</p>`;
    return html`<ol class="things earlier">
        ${items.map((one) => this.#row(one))}
      </ol>
      ${more ? moreButton(this.t("health.older"), () => this.#older()) : nothing}`;
  }

  #row(one: RecordCheck): TemplateResult {
    const how = asState(one.state);
    const runs = one.state === "running";
    return html`<li>
      <b>${when(this.speech, one.begun_at)}</b>
      ${
        runs
          ? badge("plain", this.t("health.running"))
          : badge(CHECK_TONES[how], this.t(`health.state.${how}`))
      }
      <p>
        ${this.#by(one)} · ${this.#through(one)}
        ${runs ? nothing : html` · ${lasting(this.speech, secondsOf(one))}`}
      </p>
      ${one.findings > 0 ? html`<div class="wrong">${this.#found(one)}</div>` : nothing}
    </li>`;
  }
}
