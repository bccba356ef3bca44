import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { addLogo } from "../../../core/tenants/branding.ts";
import { problemOf } from "../../../core/problems.ts";
import type { Port } from "../../../core/port.ts";
import type { Branding, BrandingPreview } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { AdminSection } from "../section.ts";
import "../../logo/logo.ts";
import { SCHEMES, type Scheme } from "./desk.ts";

const TYPES = "image/png,image/jpeg,image/webp";
const MOST_BYTES = 256 * 1024;

/** The logo of each theme: chosen from a file, shown on its ground, taken away. */
export class OnrecordAdminLogos extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      .ground {
        display: flex;
        align-items: center;
        justify-content: center;
        min-block-size: 72px;
        padding: 8px;
        border: 1px solid var(--_line);
        border-radius: var(--_r);
      }
      ::file-selector-button {
        margin-inline-end: 12px;
        padding: 4px 12px;
        border: 0;
        border-radius: var(--_r-s);
        background: var(--_surface-3);
        color: inherit;
        font: inherit;
      }
      .ground p {
        font: var(--_t1);
      }
    `,
  ];

  @property({ attribute: false }) draft: Branding | null = null;
  @property({ attribute: false }) made: BrandingPreview | null = null;
  @property({ attribute: false }) port: Port | null = null;

  @state() private busy: Scheme | null = null;
  @state() private wrong: Partial<Record<Scheme, string>> = {};

  /** Each stands on the ground of its own theme. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    for (const ground of this.renderRoot.querySelectorAll<HTMLElement>(".ground")) {
      const theme = this.made?.[ground.dataset["scheme"] as Scheme];
      ground.style.background = theme?.["--onrecord-surface-raised"] ?? "";
      ground.style.color = theme?.["--onrecord-text"] ?? "";
    }
  }

  #set(change: Partial<Branding>): void {
    this.tell("changed", change);
  }

  async #choose(scheme: Scheme, input: HTMLInputElement): Promise<void> {
    const { port } = this;
    const file = input.files?.[0];
    if (!port || !file || this.busy) return;
    this.busy = scheme;
    this.wrong = { ...this.wrong, [scheme]: await this.#take(port, scheme, file) };
    this.busy = null;
    input.value = "";
  }

  /** Send it, and put it into the draft; answers what is wrong with it. */
  async #take(port: Port, scheme: Scheme, file: File): Promise<string> {
    if (file.size > MOST_BYTES) return this.t("branding.logo_large");
    try {
      const { id } = await addLogo(port, file.name, await encoded(file));
      this.#set({ [`logo_${scheme}`]: id });
      return "";
    } catch (error) {
      return problemOf(error).detail;
    }
  }

  protected override render(): unknown {
    const { draft } = this;
    if (!draft) return nothing;
    return html`<p class="about">${this.t("branding.logo_about")}</p>
      ${SCHEMES.map((scheme) => this.#one(scheme, draft))} ${this.#alt(draft)}`;
  }

  #one(scheme: Scheme, draft: Branding): TemplateResult {
    const kept = draft[`logo_${scheme}`];
    const locked = scheme === "dark" && !draft.logo_light;
    const said = this.wrong[scheme];
    return html`<fieldset class="card">
      <legend>${this.t(`branding.logo_${scheme}`)}</legend>
      ${this.#ground(scheme, draft)}
      <div class="labelled">
        <label for="logo-${scheme}">${this.t("branding.logo_file")}</label>
        <input
          class="field"
          type="file"
          id="logo-${scheme}"
          accept=${TYPES}
          aria-invalid=${said ? "true" : nothing}
          aria-describedby="said-${scheme}"
          ?disabled=${locked || this.busy !== null}
          @change=${(event: Event) => void this.#choose(scheme, event.target as HTMLInputElement)}
        />
        <p class=${said ? "wrong" : "hint"} id="said-${scheme}" role="status">
          ${this.#note(scheme, locked)}
        </p>
      </div>
      ${kept ? this.#away(scheme) : nothing}
    </fieldset>`;
  }

  #note(scheme: Scheme, locked: boolean): string {
    if (this.busy === scheme) return this.t("branding.logo_sending");
    return this.wrong[scheme] || this.t(locked ? "branding.logo_first" : "branding.logo_hint");
  }

  /** On the ground of its theme, as the draft has it. */
  #ground(scheme: Scheme, draft: Branding): TemplateResult {
    const id = draft[`logo_${scheme}`] ?? draft.logo_light;
    const shown = { ...draft, logo: id ? null : draft.logo, logo_light: id, logo_dark: null };
    return html`<div class="ground" data-scheme=${scheme}>
      ${
        id || draft.logo
          ? html`<onrecord-logo .branding=${shown} .port=${this.port}></onrecord-logo>`
          : html`<p>${this.t("branding.logo_none")}</p>`
      }
    </div>`;
  }

  #away(scheme: Scheme): TemplateResult {
    const change = scheme === "light" ? { logo_light: null, logo_dark: null } : { logo_dark: null };
    return html`<div class="acts">
      <button
        type="button"
        class="button"
        aria-describedby="said-${scheme}"
        @click=${() => this.#set(change)}
      >
        ${icon("trash", 16)}${this.t(`branding.logo_away_${scheme}`)}
      </button>
    </div>`;
  }

  #alt(draft: Branding): TemplateResult {
    return html`<div class="labelled">
      <label for="alt">${this.t("branding.logo_alt")}</label>
      <input
        class="field"
        id="alt"
        dir="auto"
        maxlength="120"
        aria-describedby="alt-hint"
        .value=${draft.logo_alt}
        @input=${(event: Event) => this.#set({ logo_alt: (event.target as HTMLInputElement).value })}
      />
      <p class="hint" id="alt-hint">${this.t("branding.logo_alt_hint")}</p>
    </div>`;
  }
}

/** The bytes of a file as base64. */
async function encoded(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = Array.from({ length: Math.ceil(bytes.length / 0x8000) }, (_, at) =>
    String.fromCharCode(...bytes.subarray(at * 0x8000, (at + 1) * 0x8000)),
  );
  return btoa(pieces.join(""));
}
