import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import type { Speech } from "../../../base/speech.ts";
import { drawSamples, listSamples, sampleMessages } from "../../../core/oversight/watching.ts";
import type { DrawnSamples, Sample } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { ruleName } from "../naming.ts";
import { badge, fact, hash, linkRow, moment, note, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";

/** Random samples: what was fixed before each period, and what was drawn after it, to be drawn again. */
export class OnrecordAdminSamples extends AdminSection {
  @state() private ids = "";
  @state() private drew = "";
  @state() private busy = false;

  readonly #found = new Paged<Sample>(this);
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listSamples(portal.store.port, cursor));
  }

  /** All ids of a sample, for whoever draws it again elsewhere. */
  async #export({ id, seed, hundredths }: Sample): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => {
      const eligible: string[] = [];
      const drawn: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await sampleMessages(portal.store.port, id, cursor);
        eligible.push(...page.eligible);
        drawn.push(...page.drawn);
        cursor = page.next_cursor;
      } while (cursor !== null);
      const text = JSON.stringify({ seed, percent: hundredths / 100, eligible, drawn }, null, 2);
      URL.revokeObjectURL(this.ids);
      this.ids = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      await this.updateComplete;
      this.find<HTMLAnchorElement>("a[download]")?.click();
    });
  }

  /** Draw what is due and begin what is to begin, and say what came of it. */
  async #draw(): Promise<void> {
    const { portal } = this;
    if (!portal || this.busy) return;
    this.busy = true;
    this.drew = "";
    const done = await this.attempt(async () => {
      this.drew = this.#told(await drawSamples(portal.store.port));
    });
    this.busy = false;
    if (done) this.#load();
  }

  #told({ drawn, begun }: DrawnSamples): string {
    const said = [
      drawn.length > 0 ? this.t("samples.draw_done", { count: drawn.length }) : "",
      begun.length > 0 ? this.t("samples.draw_begun", { count: begun.length }) : "",
    ];
    return said.filter(Boolean).join(" ") || this.t("samples.draw_none");
  }

  /** For who approves: the others see what the app draws by itself. */
  #tools(): unknown {
    if (!this.portal?.rights.approves) return nothing;
    return html`<button
      type="button"
      class="button"
      title=${this.t("samples.draw_hint")}
      ?disabled=${this.busy}
      @click=${() => void this.#draw()}
    >
      ${icon("dice", 16)}${this.t("samples.draw")}
    </button>`;
  }

  #rule({ trigger }: Sample): string {
    return ruleName(trigger, this.portal?.policy?.document, this.speech);
  }

  protected override render(): unknown {
    const item = this.portal?.item ?? null;
    const one = this.#found.items?.find(({ id }) => id === item);
    const list = html`<p class="about">${this.t("samples.about")}</p>
      <div role="status">${this.drew ? note("check", this.drew) : nothing}</div>
      ${one ? nothing : problemBox(this.problem)} ${this.#rows()}
      ${this.ids ? html`<a href=${this.ids} download="sample.json" hidden></a>` : nothing}`;
    return this.split(this.t("admin.samples"), list, one ? this.#one(one) : null, this.#tools());
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#load(),
      ["dice", this.t("samples.none"), this.t("samples.none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => listSamples(portal.store.port, cursor));
  }

  #row(one: Sample): TemplateResult {
    const { speech } = this;
    const drawn = { drawn: one.drawn ?? 0, eligible: one.eligible ?? 0 };
    return linkRow(
      one.id,
      one.id === this.portal?.item,
      () => this.portal?.go("samples", one.id),
      html`<b class="clip">${this.#rule(one)}</b>
        ${badge(one.state === "drawn" ? "good" : "plain", this.t(`samples.state.${one.state}`))}
        <span class="line clip">${between(one, speech)}</span>
        <span class="line"
          >${this.t("samples.percent", { percent: speech.number(one.hundredths / 100) })}${
            one.state === "drawn" ? html` · ${this.t("samples.drawn_of_all", drawn)}` : nothing
          }</span
        >`,
    );
  }

  #one(one: Sample): unknown {
    const { rights } = this.portal ?? {};
    const audits = rights?.audits || rights?.approves;
    return html`${this.top(this.#rule(one), () => this.portal?.go("samples"))}
      ${one.unsampled > 0 ? note("alert", this.t("samples.gap", { count: one.unsampled }), "warn") : nothing}
      <dl class="card wide">${this.#before(one)} ${this.#after(one)}</dl>
      ${problemBox(this.problem)}
      ${
        audits && one.seed
          ? html`<div class="acts">
              <button type="button" class="button" @click=${() => void this.#export(one)}>
                ${icon("download", 16)}${this.t("samples.export")}
              </button>
            </div>`
          : nothing
      }`;
  }

  /** What was fixed before the period. */
  #before(one: Sample): TemplateResult {
    const version = this.t("policy.version", { version: one.policy_version });
    return html`${fact(this.t("samples.began"), moment(this.speech, one.began_at))}
    ${
      one.drawn_at
        ? fact(this.t("samples.ended"), moment(this.speech, one.drawn_at))
        : fact(this.t("samples.ends"), moment(this.speech, one.ends_at))
    }
    ${one.ended_by ? fact(this.t("samples.why"), this.t(`samples.ended.${one.ended_by}`)) : nothing}
    ${fact(this.t("samples.commitment"), html`<code dir="ltr">${one.commitment}</code>`)}
    ${fact(this.t("grants.under"), html`${version} · ${hash(one.policy_hash)}`)}`;
  }

  /** What it came to. */
  #after({
    seed,
    position,
    drawn_position: end,
    drawn,
    eligible,
    decided,
    due_at: due,
  }: Sample): TemplateResult {
    const none = "–";
    const of = { drawn: drawn ?? 0, eligible: eligible ?? 0 };
    return html`${fact(
      this.t("samples.seed"),
      seed ? html`<code dir="ltr">${seed}</code>` : this.t("samples.seed_later"),
    )}
    ${fact(this.t("samples.positions"), `${position} – ${end ?? "…"}`)}
    ${fact(this.t("samples.drawn"), drawn === null ? none : this.t("samples.drawn_of", of))}
    ${due ? fact(this.t("samples.due"), moment(this.speech, due)) : nothing}
    ${fact(this.t("samples.decided"), decided === null ? none : this.speech.number(decided))}`;
  }
}

/** From when to when; what is of one day is told by its times. */
function between(
  { began_at: from, drawn_at: drawn, ends_at: ends }: Sample,
  speech: Speech,
): string {
  const to = drawn ?? ends;
  if (speech.date(from) !== speech.date(to)) return `${speech.date(from)} – ${speech.date(to)}`;
  return `${speech.date(from)}, ${speech.time(from)} – ${speech.time(to)}`;
}
