import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { listBrandingVersions, restoreBranding } from "../../../core/tenants/branding.ts";
import type { Branding, BrandingVersion } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { emptyState } from "../../states/states.ts";
import { Form } from "../form.ts";
import { badge, moment, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { brandingStyles } from "./branding.styles.ts";
import { differences } from "./changes.ts";

/** How the tenant looked: what each version changed, to look at again, and to take back. */
export class OnrecordAdminBrandingVersions extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    brandingStyles,
    css`
      .column h3 {
        flex: 1;
        font: var(--_t3);
        font-weight: 600;
      }
    `,
  ];

  /** The version in force; another one makes the list come anew. */
  @property({ type: Number }) current = 0;
  /** The version that stands in the preview. */
  @property({ attribute: false }) shown: Branding | null = null;

  @state() private done = 0;

  readonly #found = new Paged<BrandingVersion>(this);
  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked = -1;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.portal || this.#asked === this.current) return;
    this.#asked = this.current;
    this.#load();
  }

  #load(): void {
    const { portal } = this;
    if (!portal) return;
    void this.#found.load((cursor) => listBrandingVersions(portal.store.port, cursor));
  }

  #more(): void {
    const { portal } = this;
    if (!portal) return;
    void this.#found.next((cursor) => listBrandingVersions(portal.store.port, cursor));
  }

  #restore(version: number): void {
    const { portal } = this;
    if (!portal) return;
    void this.#form
      .send(async () => {
        const { branding } = await restoreBranding(portal.store.port, version);
        this.tell("restored", branding);
      })
      .then((taken) => {
        if (!taken) return;
        this.done = version;
        this.#load();
      });
  }

  protected override render(): unknown {
    const { items, failed, more } = this.#found;
    if (failed) return this.failure(failed, () => this.#load());
    if (!items) return this.waiting();
    if (items.length === 0)
      return emptyState(
        "palette",
        this.t("branding.no_version"),
        this.t("branding.no_version_next"),
      );
    return html`<div class="column">
      ${this.#form.box()}
      <div role="status">
        ${this.done ? note("check", this.t("branding.restored_now", { version: this.done })) : nothing}
      </div>
      <ol class="column">
        ${items.map((one) => html`<li class="card">${this.#version(one)}</li>`)}
      </ol>
      ${
        more
          ? html`<button type="button" class="button" @click=${() => this.#more()}>
              ${this.t("branding.older")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #version(one: BrandingVersion): TemplateResult {
    const { version, author, at, restored, current, changes } = one;
    const by = author.startsWith("service:") ? this.t("branding.by_app") : this.who(author);
    return html`<div class="top">
        <h3 id="v-${version}">${this.t("branding.version", { version })}</h3>
        ${current ? badge("good", this.t("branding.current")) : nothing}
      </div>
      <p class="hint"><bdi>${by}</bdi> · ${moment(this.speech, at)}</p>
      ${restored ? html`<p>${this.t("branding.restored", { version: restored })}</p>` : nothing}
      ${changes.length > 0 ? differences(changes, this.speech) : nothing} ${this.#acts(one)}`;
  }

  #acts({ version, current, branding }: BrandingVersion): unknown {
    if (!branding) return html`<p class="hint">${this.t("branding.erased")}</p>`;
    const about = `v-${version}`;
    return html`<div class="acts">
      <button
        type="button"
        class="button"
        aria-describedby=${about}
        aria-pressed=${branding === this.shown ? "true" : "false"}
        @click=${() => this.tell("looked", branding)}
      >
        ${icon("eye", 16)}${this.t("branding.look")}
      </button>
      ${
        current
          ? nothing
          : html`<button
              type="button"
              class="button"
              aria-describedby=${about}
              ?disabled=${this.#form.busy}
              @click=${() => this.#restore(version)}
            >
              ${this.t("branding.restore")}
            </button>`
      }
    </div>`;
  }
}
