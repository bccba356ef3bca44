import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { previewBranding, setBranding } from "../../../core/tenants/branding.ts";
import type { TextKey } from "../../../base/speech.ts";
import type { ChatStore } from "../../../core/types.ts";
import type { Branding, BrandingPreview, ColourPair, Palette } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { badge, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { rebranded } from "./rebranded.ts";

type Scheme = "light" | "dark";
type Colour = keyof Palette;

const COLOURS: readonly Colour[] = ["accent", "on_accent", "surface", "text"];
/** What a picker stands on where nothing is given and the server has not answered yet. */
const UNKNOWN = "#808080";
const PAUSE_MS = 250;
/** How many steps back there are. */
const KEPT = 50;
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
      .changes del {
        color: var(--_muted);
      }
      .changes ins {
        font-weight: 600;
        text-decoration: none;
      }
      .changes li {
        overflow-wrap: anywhere;
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
  /** What the server makes of the draft, or of the last one that it could judge. */
  @state() private made: BrandingPreview | null = null;
  /** Drafts before this one, the newest last. */
  @state() private past: readonly Branding[] = [];

  readonly #form = new Form(this, (selector) => this.find(selector));
  #worn: { readonly made: BrandingPreview; readonly store: ChatStore } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const view = this.portal?.state.branding;
    if (this.draft || !view) return;
    this.draft = view.branding;
    this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #set(change: Partial<Branding>): void {
    if (!this.draft) return;
    this.past = [...this.past.slice(1 - KEPT), this.draft];
    this.#take({ ...this.draft, ...change });
  }

  #undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.#take(before);
  }

  #take(draft: Branding): void {
    this.draft = draft;
    this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  /** An answer to a draft that is no longer the newest is thrown away. */
  #ask(): void {
    const { portal, draft } = this;
    if (!portal || !draft) return;
    void this.attempt(async () => {
      const made = await previewBranding(portal.store.port, draft);
      if (this.draft === draft) this.made = made;
    });
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
        ${this.#form.box()} ${this.problem ? note("alert", this.problem.detail, "warn") : nothing}
        ${this.#changes(draft)} ${this.saved ? note("check", this.t("branding.saved")) : nothing}
        <div class="acts">
          <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
            ${this.t("branding.save")}
          </button>
          <button
            type="button"
            class="button"
            ?disabled=${this.past.length === 0}
            @click=${() => this.#undo()}
          >
            ${this.t("branding.undo")}
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

  /** The same store as long as the look is the same: the preview stays as it stands. */
  #wear(draft: Branding, store: ChatStore): ChatStore {
    const { made } = this;
    if (!made) return store;
    if (this.#worn?.made !== made) {
      const view = { version: 0, branding: draft, light: made.light, dark: made.dark };
      this.#worn = { made, store: rebranded(store, view) };
    }
    return this.#worn.store;
  }

  /** What saving would change. */
  #changes(draft: Branding): unknown {
    const old = this.portal?.state.branding?.branding;
    const changed = old ? changes(old, draft) : [];
    if (changed.length === 0) return nothing;
    return html`<section class="card" aria-label=${this.t("branding.changes")}>
      <h3>${this.t("branding.changes")}</h3>
      <ul class="changes">
        ${changed.map(
          ([names, was, is]) =>
            html`<li>
              ${names.map((name) => this.t(name)).join(", ")}:
              <del dir="auto">${was || this.t("branding.derived")}</del>
              <ins dir="auto">${is || this.t("branding.derived")}</ins>
            </li>`,
        )}
      </ul>
    </section>`;
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
        ${this.made?.pairs.filter((pair) => pair.scheme === scheme).map((pair) => this.#pair(pair))}
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
            .value=${given ?? this.#derived(scheme, colour)}
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

  #derived(scheme: Scheme, colour: Colour): string {
    const value = this.made?.[scheme][`--onrecord-${colour.replace("_", "-")}`];
    return value && HEX.test(value) ? value : UNKNOWN;
  }

  /** How far apart two colours are, and the nearest that would pass, as the server says. */
  #pair({ scheme, colour, on, ratio, minimum, passes, nearest }: ColourPair): TemplateResult {
    const names = { one: this.t(`branding.${colour}`), on: this.t(`branding.${on}`) };
    const said = this.t("branding.ratio", { ratio: ratio.toFixed(2), least: minimum });
    return html`<li>
      <span>${this.t("branding.pair", names)}</span>
      ${badge(passes ? "good" : "bad", said)}
      ${
        nearest
          ? html`<button
              type="button"
              class="button"
              @click=${() => this.#paint(scheme, colour, nearest)}
            >
              ${this.t("branding.take", { colour: nearest })}
            </button>`
          : nothing
      }
    </li>`;
  }
}

type Fact = readonly [names: readonly TextKey[], value: string];

/** What this section edits of two brandings, where they differ: its name, what it was, what it is. */
function changes(old: Branding, draft: Branding): [readonly TextKey[], string, string][] {
  const was = facts(old);
  return facts(draft)
    .map(([names, is], at): [readonly TextKey[], string, string] => [names, was[at]?.[1] ?? "", is])
    .filter(([, before, is]) => before !== is);
}

function facts(branding: Branding): Fact[] {
  const colours = (["light", "dark"] as const).flatMap((scheme) =>
    COLOURS.map((colour): Fact => [
      [`branding.${scheme}`, `branding.${colour}`],
      branding[scheme][colour] ?? "",
    ]),
  );
  return [
    [["branding.name"], branding.product_name],
    [["branding.radius"], `${branding.radius}px`],
    [["branding.density"], branding.density],
    ...colours,
  ];
}
