import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { setBranding } from "../../../core/tenants/branding.ts";
import type { ChatStore } from "../../../core/types.ts";
import type { Branding, Palette } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { badge, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { PART, TEXT, contrast, nearest } from "./colours.ts";
import { rebranded, viewOf } from "./rebranded.ts";

type Scheme = "light" | "dark";
type Colour = keyof Palette;

const COLOURS: readonly Colour[] = ["accent", "on_accent", "surface", "text"];
/** About what is derived where nothing is given; exact is what the server makes of it. */
const DERIVED: Readonly<Record<Scheme, Readonly<Record<Colour, string>>>> = {
  light: { accent: "#4453c6", on_accent: "#ffffff", surface: "#fdfdff", text: "#1f2026" },
  dark: { accent: "#869dff", on_accent: "#000000", surface: "#16171c", text: "#eeeef4" },
};
const PAIRS: readonly (readonly [Colour, Colour, number])[] = [
  ["text", "surface", TEXT],
  ["accent", "surface", PART],
  ["on_accent", "accent", TEXT],
];
const HEX = /^#[0-9a-f]{6}$/i;

/** The look of the tenant: edited here, worn by the real chat beside it in both themes. */
export class OnrecordAdminBranding extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      .studio {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 24px;
      }
      .colour {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 8px;
      }
      input[type="color"] {
        inline-size: 44px;
        block-size: max(var(--_target), 36px);
        padding: 2px;
        border: 1px solid var(--_edge);
        border-radius: var(--_r);
        background: none;
      }
      .previews {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      onrecord-chat {
        display: block;
        block-size: 360px;
        border: 1px solid var(--_line);
        border-radius: var(--_r);
        overflow: hidden;
      }
      .pairs li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-block-size: 32px;
      }
      @container (width >= 900px) {
        .studio {
          grid-template-columns: minmax(0, 400px) minmax(0, 1fr);
          gap: 32px;
        }
      }
    `,
  ];

  @state() private draft: Branding | null = null;
  @state() private saved = false;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #worn: { readonly draft: Branding; readonly store: ChatStore } | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.draft ??= this.portal?.state.branding?.branding ?? null;
  }

  #set(change: Partial<Branding>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...change };
    this.saved = false;
  }

  #paint(scheme: Scheme, colour: Colour, value: string): void {
    if (!this.draft) return;
    const given = HEX.test(value) ? value.toLowerCase() : null;
    this.#set({ [scheme]: { ...this.draft[scheme], [colour]: given } });
  }

  #save(event: Event): void {
    event.preventDefault();
    const { portal, draft } = this;
    if (!portal || !draft) return;
    void this.#form
      .send(() => setBranding(portal.store.port, draft))
      .then((done) => (this.saved = done));
  }

  protected override render(): unknown {
    const { portal, draft } = this;
    if (!portal) return nothing;
    return html`<div class="column">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.branding")}</h2></div>
      ${draft ? this.#studio(draft, portal.store) : this.waiting()}
    </div>`;
  }

  #studio(draft: Branding, store: ChatStore): TemplateResult {
    return html`<div class="studio">
      <form @submit=${(event: Event) => this.#save(event)}>
        ${this.#shape(draft)} ${this.#palette("light", draft)} ${this.#palette("dark", draft)}
        ${this.#form.box()} ${this.saved ? note("check", this.t("branding.saved")) : nothing}
        <div class="acts">
          <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
            ${this.t("branding.save")}
          </button>
        </div>
      </form>
      <div class="previews" role="group" aria-label=${this.t("branding.preview")} inert>
        ${(["light", "dark"] as const).map(
          (theme) =>
            html`<onrecord-chat
              .store=${this.#wear(draft, store)}
              .theme=${theme}
              .lang=${this.speech.lang}
              title-badge="off"
            ></onrecord-chat>`,
        )}
      </div>
    </div>`;
  }

  /** The same store as long as the draft is the same: the preview stays as it stands. */
  #wear(draft: Branding, store: ChatStore): ChatStore {
    if (this.#worn?.draft !== draft) this.#worn = { draft, store: rebranded(store, viewOf(draft)) };
    return this.#worn.store;
  }

  #shape(draft: Branding): TemplateResult {
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`${this.#form.field(
      { name: "branding/product_name", label: this.t("branding.name") },
      ({ id, invalid }) =>
        html`<input
          class="field"
          id=${id}
          dir="auto"
          maxlength="200"
          aria-invalid=${invalid}
          .value=${draft.product_name}
          @input=${(event: Event) => this.#set({ product_name: value(event) })}
        />`,
    )}
    ${this.#edges(draft)}`;
  }

  #edges(draft: Branding): TemplateResult {
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<div class="pair">
      ${this.#form.field(
        { name: "branding/radius", label: this.t("branding.radius") },
        ({ id }) =>
          html`<input
            type="range"
            id=${id}
            min="0"
            max="24"
            .value=${String(draft.radius)}
            @input=${(event: Event) => this.#set({ radius: Number(value(event)) })}
          />`,
      )}
      ${this.#form.field(
        { name: "branding/density", label: this.t("branding.density") },
        ({ id }) =>
          html`<select
            class="field"
            id=${id}
            @change=${(event: Event) => this.#set({ density: value(event) as "compact" })}
          >
            ${(["comfortable", "compact"] as const).map(
              (one) =>
                html`<option value=${one} ?selected=${one === draft.density}>
                  ${this.t(`branding.density_${one}`)}
                </option>`,
            )}
          </select>`,
      )}
    </div>`;
  }

  #palette(scheme: Scheme, draft: Branding): TemplateResult {
    return html`<fieldset class="card">
      <legend>${this.t(`branding.${scheme}`)}</legend>
      <div class="pair">${COLOURS.map((colour) => this.#colour(scheme, colour, draft))}</div>
      <ul class="pairs" aria-live="polite">
        ${PAIRS.map(([one, on, least]) => this.#pair(scheme, one, on, least, draft))}
      </ul>
    </fieldset>`;
  }

  #colour(scheme: Scheme, colour: Colour, draft: Branding): TemplateResult {
    const given = draft[scheme][colour];
    const paint = (event: Event): void =>
      this.#paint(scheme, colour, (event.target as HTMLInputElement).value.trim());
    const label = this.t(`branding.${colour}`);
    return this.#form.field(
      { name: `branding/${scheme}/${colour}`, label },
      ({ id, invalid, describes }) =>
        html`<span class="colour">
          <input
            type="color"
            aria-label=${this.t("branding.pick", { colour: label })}
            .value=${colourOf(draft[scheme], scheme, colour)}
            @input=${paint}
          />
          <input
            class="field code"
            id=${id}
            dir="ltr"
            placeholder=${this.t("branding.derived")}
            maxlength="7"
            aria-invalid=${invalid}
            aria-describedby=${describes}
            .value=${given ?? ""}
            @change=${paint}
          />
        </span>`,
    );
  }

  /** How far apart two colours are, and the nearest that would pass. */
  #pair(scheme: Scheme, one: Colour, on: Colour, least: number, draft: Branding): unknown {
    const palette = draft[scheme];
    if (!palette[one] && !palette[on]) return nothing;
    const of = (colour: Colour): string => colourOf(palette, scheme, colour);
    const ratio = contrast(of(one), of(on));
    const names = { one: this.t(`branding.${one}`), on: this.t(`branding.${on}`) };
    const passes = ratio >= least;
    const better = nearest(of(one), of(on), least);
    return html`<li>
      <span>${this.t("branding.pair", names)}</span>
      ${badge(passes ? "good" : "bad", this.t("branding.ratio", { ratio: ratio.toFixed(2), least }))}
      ${
        passes || !palette[one]
          ? nothing
          : html`<button
              type="button"
              class="button"
              @click=${() => this.#paint(scheme, one, better)}
            >
              ${this.t("branding.take", { colour: better })}
            </button>`
      }
    </li>`;
  }
}

/** A colour as it is given, or about as it is derived. */
function colourOf(palette: Palette, scheme: Scheme, colour: Colour): string {
  const given = palette[colour];
  if (given || colour !== "on_accent") return given ?? DERIVED[scheme][colour];
  const accent = palette.accent ?? DERIVED[scheme].accent;
  return contrast("#ffffff", accent) >= TEXT ? "#ffffff" : "#000000";
}
