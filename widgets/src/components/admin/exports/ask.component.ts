import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { createArchive } from "../../../core/oversight/exports.ts";
import { listGrants } from "../../../core/oversight/grants.ts";
import type { Archive, CreateArchive, ExportFormat, Grant } from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { Form } from "../form.ts";
import { dayField, dayOf } from "../days.ts";
import { ruleName } from "../naming.ts";
import { note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { exportStyles } from "./exports.styles.ts";
import { FORMATS } from "./told.ts";

/** Asks for an export: of which grant, as what, of which dates, and for whose eyes. */
export class OnrecordAdminExportAsk extends AdminSection {
  static override styles = [...AdminSection.styles, exportStyles];

  @state() private grants: readonly Grant[] | null = null;
  @state() private chosen: readonly ExportFormat[] = ["jsonl"];
  @state() private seals = false;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || this.#asked) return;
    this.#asked = true;
    void this.attempt(async () => {
      const { data } = await listGrants(portal.store.port, "open", null);
      this.grants = data.filter(({ requester }) => requester === portal.rights.me);
    });
  }

  protected override render(): unknown {
    const { grants, portal } = this;
    if (this.problem) return this.failure(this.problem.detail);
    if (!grants || !portal) return this.waiting();
    if (grants.length === 0)
      return emptyState("key", this.t("exports.no_grant"), this.t("exports.no_grant_next"), {
        label: this.t("admin.requests"),
        run: () => portal.go("requests"),
      });
    return html`<form @submit=${this.#submit} @input=${() => this.#form.clear()}>
      ${note("eye", this.t("exports.told"))} ${this.#which(grants)} ${this.#formats()}
      <div class="pair">
        ${dayField(this.#form, { name: "since", label: this.t("exports.since") })}
        ${dayField(this.#form, { name: "until", label: this.t("exports.to") })}
      </div>
      ${this.#seal()} ${this.#form.box()}
      ${this.#form.acts(this.t("exports.start"), [this.t("action.cancel"), () => this.tell("left", null)])}
    </form>`;
  }

  #which(grants: readonly Grant[]): TemplateResult {
    return this.#form.field(
      { name: "grant_id", label: this.t("exports.grant") },
      ({ id, invalid, describes }) =>
        html`<select
          class="field"
          id=${id}
          name="grant"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        >
          ${grants.map((one) => html`<option value=${one.id}>${this.#named(one)}</option>`)}
        </select>`,
    );
  }

  #named({ trigger, reason }: Grant): string {
    const { speech, portal } = this;
    const short = reason.length > 60 ? `${reason.slice(0, 60)}…` : reason;
    return `${ruleName(trigger, portal?.policy?.document, speech)}: ${short}`;
  }

  #formats(): TemplateResult {
    const turn = (one: ExportFormat): void => {
      const { chosen } = this;
      this.chosen = FORMATS.filter((other) => (other === one) !== chosen.includes(other));
      this.#form.mark("formats", "");
    };
    const said = this.#form.said("formats");
    return html`<fieldset aria-describedby="formats-hint">
      <legend>${this.t("exports.formats")}</legend>
      <div class="checks">
        ${FORMATS.filter((one) => one !== "html").map(
          (one) =>
            html`<label class="check">
              <input
                type="checkbox"
                .checked=${this.chosen.includes(one)}
                @change=${() => turn(one)}
              />
              <span>${this.t(`exports.format.${one}`)}</span>
            </label>`,
        )}
      </div>
      <p class="hint" id="formats-hint">${this.t("exports.formats_hint")}</p>
      ${said ? html`<p class="wrong" role="alert">${said}</p>` : nothing}
    </fieldset>`;
  }

  /** Whether the policy in force lets nothing leave that is not sealed. */
  get #must(): boolean {
    return this.portal?.policy?.document?.profiles?.includes("healthcare") ?? false;
  }

  get #sealed(): boolean {
    return this.seals || this.#must;
  }

  #seal(): TemplateResult {
    const turn = (): void => void (this.seals = !this.seals);
    const key = {
      name: "sealed_to",
      label: this.t("exports.key"),
      hint: this.t("exports.key_hint"),
    };
    return html`<label class="check">
        <input
          type="checkbox"
          .checked=${this.#sealed}
          ?disabled=${this.#must}
          aria-describedby="seal-hint"
          @change=${turn}
        />
        <span>${this.t("exports.seal")}</span>
      </label>
      <p class="hint" id="seal-hint">${this.t("exports.seal_hint")}</p>
      ${
        this.#sealed
          ? this.#form.field(
              key,
              ({ id, invalid, describes }) =>
                html`<input
                  class="field"
                  id=${id}
                  name="key"
                  dir="ltr"
                  required
                  autocomplete="off"
                  spellcheck="false"
                  aria-invalid=${invalid}
                  aria-describedby=${describes}
                />`,
            )
          : nothing
      }`;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    const { portal } = this;
    if (!portal) return;
    this.#form.mark("formats", this.chosen.length > 0 ? "" : this.t("exports.formats_none"));
    const asked = this.#command(new FormData(event.target as HTMLFormElement));
    let made: Archive | null = null;
    void this.#form
      .send(async () => (made = await createArchive(portal.store.port, asked)))
      .then((done) => done && this.tell("asked", made));
  };

  #command(given: FormData): CreateArchive {
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    return {
      grant_id: text("grant"),
      formats: [...this.chosen],
      since: dayOf(text("since")),
      until: dayOf(text("until")),
      sealed_to: this.#sealed ? text("key") : null,
    };
  }
}
