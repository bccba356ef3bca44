import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { fetchProof } from "../../../core/oversight/watching.ts";
import type { Checkpoint, Proof } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { fact, moment, note } from "../parts.ts";
import { AdminSection } from "../section.ts";

/** The record: how it stands, its newest signed head, what oversight did, and the proof of an entry. */
export class OnrecordAdminRecord extends AdminSection {
  @state() private proof: Proof | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #files = new Map<string, string>();
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || this.#asked) return;
    this.#asked = true;
    void this.attempt(() => portal.store.loadCheckpoint());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const url of this.#files.values()) URL.revokeObjectURL(url);
    this.#files.clear();
  }

  /** A text as a file to keep. */
  #file(text: string): string {
    const known = this.#files.get(text) ?? URL.createObjectURL(new Blob([text]));
    this.#files.set(text, known);
    return known;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get("position");
    void this.#fetch(Number(given));
  }

  async #fetch(position: number): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    this.proof = null;
    await this.#form.send(async () => {
      this.proof = await fetchProof(portal.store.port, position);
    });
  }

  /** An entry of the trail: its position is filled in, and its proof fetched. */
  async #proveThis(position: number): Promise<void> {
    const field = this.find<HTMLInputElement>("input[name=position]");
    if (field) field.value = String(position);
    await this.#fetch(position);
    await this.updateComplete;
    const heading = this.find("#prove");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    const checkpoint = this.portal?.state.checkpoint ?? null;
    return html`<div class="column">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.record")}</h2></div>
      ${note("lock", this.t("recorded.about"))} ${this.#health()}
      ${checkpoint ? this.#checkpoint(checkpoint) : this.#none()}
      ${
        this.portal?.rights.audits
          ? this.later(
              "trail",
              () => import("./trail.ts"),
              () =>
                html`<onrecord-admin-trail
                  .portal=${this.portal}
                  .speech=${this.speech}
                  @prove=${(event: CustomEvent<number>) => void this.#proveThis(event.detail)}
                ></onrecord-admin-trail>`,
            )
          : nothing
      }
      ${this.#prove(checkpoint)}
    </div>`;
  }

  /** How it stands, for who answers for the record. */
  #health(): unknown {
    const { portal } = this;
    if (!portal?.rights.approves && !portal?.rights.audits) return nothing;
    return this.later(
      "health",
      async () => (await import("./health.ts")).loaded(),
      () =>
        html`<onrecord-admin-health
          .portal=${portal}
          .speech=${this.speech}
        ></onrecord-admin-health>`,
    );
  }

  #none(): unknown {
    return this.problem ? this.failure(this.problem.detail) : this.waiting(2);
  }

  #checkpoint(one: Checkpoint): TemplateResult {
    return html`<section class="card" aria-labelledby="head">
      <h3 id="head">${this.t("recorded.checkpoint")}</h3>
      <dl class="wide">
        ${fact(this.t("overview.signed"), moment(this.speech, one.at))}
        ${fact(this.t("overview.entries"), this.speech.number(one.size))}
        ${fact(this.t("recorded.origin"), html`<code dir="ltr">${one.origin}</code>`)}
        ${fact(this.t("recorded.root"), html`<code dir="ltr">${one.root}</code>`)}
        ${one.vkey ? fact(this.t("recorded.key"), html`<code dir="ltr">${one.vkey}</code>`) : nothing}
      </dl>
      <div class="acts">
        ${this.#download(one.note, "checkpoint.note", this.t("recorded.keep"))}
      </div>
    </section>`;
  }

  #download(text: string, name: string, label: string): TemplateResult {
    return html`<a class="button" href=${this.#file(text)} download=${name}
      >${icon("download", 16)}${label}</a
    >`;
  }

  #prove(checkpoint: Checkpoint | null): TemplateResult {
    const { proof } = this;
    return html`<section class="card" aria-labelledby="prove">
      <h3 id="prove" tabindex="-1">${this.t("recorded.prove")}</h3>
      <form @submit=${(event: Event) => this.#submit(event)}>
        ${this.#form.field(
          {
            name: "position",
            label: this.t("recorded.position"),
            hint: this.t(
              this.portal?.rights.audits ? "recorded.position_trail" : "recorded.position_hint",
              { size: (checkpoint?.size ?? 1) - 1 },
            ),
          },
          ({ id, invalid, describes }) =>
            html`<input
              class="field"
              type="number"
              id=${id}
              name="position"
              min="0"
              required
              aria-invalid=${invalid}
              aria-describedby=${describes}
            />`,
        )}
        ${this.#form.box()}
        <div class="acts">
          <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
            ${this.t("recorded.fetch")}
          </button>
        </div>
      </form>
      ${proof ? this.#proof(proof) : nothing}
    </section>`;
  }

  #proof({ position, entry, proof }: Proof): TemplateResult {
    return html`<pre class="code" dir="ltr" tabindex="0">${entry}</pre>
      <div class="acts">
        ${this.#download(proof, `${position}.tlog-proof`, this.t("recorded.keep_proof"))}
      </div>`;
  }
}
