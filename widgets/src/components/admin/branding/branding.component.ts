import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { previewBranding, setBranding } from "../../../core/tenants/branding.ts";
import type { Problem } from "../../../core/problems.ts";
import type { ChatStore } from "../../../core/types.ts";
import type { Branding, BrandingPreview } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { choices, note } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";
import { brandingStyles } from "./branding.styles.ts";
import { changes, differences } from "./changes.ts";
import { palette, tooClose } from "./colours.ts";
import { type Desk, SCHEMES } from "./desk.ts";
import { rebranded } from "./rebranded.ts";
import { shape } from "./shape.ts";

const TABS = ["look", "logo", "words", "versions"] as const;
type Tab = (typeof TABS)[number];

const PAUSE_MS = 250;
/** How many steps back there are. */
const KEPT = 50;

/** The look of the tenant: edited here, worn by the real chat beside it in both themes. */
export class OnrecordAdminBranding extends AdminSection {
  static override styles = [...AdminSection.styles, brandingStyles];

  @state() private tab: Tab = "look";
  @state() private draft: Branding | null = null;
  @state() private saved = false;
  /** What was typed that is no colour, by the name of its field. */
  @state() private typed: ReadonlyMap<string, string> = new Map();
  /** What the server makes of the draft, or of the last one that it could judge. */
  @state() private made: BrandingPreview | null = null;
  /** Drafts before this one, the newest last. */
  @state() private past: readonly Branding[] = [];

  readonly #form = new Form(this, (selector) => this.find(selector));
  #worn: { readonly made: BrandingPreview; readonly store: ChatStore } | null = null;
  /** Each draft that is worn is a version of its own, so that its words are spoken anew. */
  #drafts = 0;
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

  #set(draft: Branding): void {
    if (!this.draft || draft === this.draft) return;
    this.past = [...this.past.slice(1 - KEPT), this.draft];
    this.#take(draft);
  }

  #undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.#forget();
    this.#take(before);
  }

  /** What was mistyped belongs to the draft that it was typed into. */
  #forget(): void {
    for (const name of [...this.typed.keys(), "branding/product_name"]) this.#form.mark(name, "");
    this.typed = new Map();
  }

  #mistype(name: string, typed: string | null): void {
    const others = [...this.typed].filter(([one]) => one !== name);
    this.typed = new Map(typed === null ? others : [...others, [name, typed]]);
    this.#form.mark(name, typed === null ? "" : this.t("branding.no_colour", { typed }));
    this.saved = false;
  }

  #look(draft: Branding): void {
    this.#forget();
    this.#set(draft);
  }

  #open(tab: Tab): void {
    this.tab = tab;
    this.saved = false;
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

  #save(event: Event): void {
    event.preventDefault();
    const { portal, draft } = this;
    if (!portal || !draft) return;
    void this.#form
      .send(() => setBranding(portal.store.port, draft))
      .then((done) => {
        this.saved = done;
        if (!done) this.tab = tabOf(this.#form.problem) ?? this.tab;
      });
  }

  protected override render(): unknown {
    const { portal, draft } = this;
    if (!portal) return nothing;
    const tabs = TABS.map((tab) => [tab, this.t(`branding.tab_${tab}`)] as const);
    return html`<div class="column">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.branding")}</h2></div>
      ${choices<Tab>(this.t("branding.parts"), tabs, this.tab, (tab) => this.#open(tab))}
      ${draft ? this.#studio(draft, portal) : this.waiting()}
    </div>`;
  }

  #studio(draft: Branding, portal: Portal): TemplateResult {
    return html`<div class="studio">
      ${this.tab === "versions" ? this.#versions(draft, portal) : this.#edited(draft)}
      <div class="previews" role="group" aria-label=${this.t("branding.preview")} inert>
        ${SCHEMES.map(
          (theme) =>
            html`<onrecord-chat
              .store=${this.#wear(draft, portal.store)}
              .theme=${theme}
              .lang=${this.speech.lang}
              title-badge="off"
            ></onrecord-chat>`,
        )}
      </div>
    </div>`;
  }

  #desk(draft: Branding): Desk {
    const { made, speech } = this;
    const set = (change: Partial<Branding>): void => this.#set({ ...draft, ...change });
    const mistype = (name: string, typed: string | null): void => this.#mistype(name, typed);
    return { draft, made, form: this.#form, speech, typed: this.typed, set, mistype };
  }

  #edited(draft: Branding): TemplateResult {
    const desk = this.#desk(draft);
    const why = this.#form.wrong ? this.t("branding.not_yet_wrong") : tooClose(desk);
    return html`<form novalidate @submit=${(event: Event) => this.#save(event)}>
      ${this.#part(desk)} ${this.#form.box()}
      ${this.problem ? note("alert", this.problem.detail, "warn") : nothing} ${this.#changes(draft)}
      <div role="status" id="why">
        ${this.saved ? note("check", this.t("branding.saved")) : nothing}
        ${why ? note("alert", why, "warn") : nothing}
      </div>
      <div class="acts">
        <button
          type="submit"
          class="button primary"
          aria-describedby="why"
          ?disabled=${this.#form.busy || why !== ""}
        >
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
    </form>`;
  }

  #part(desk: Desk): unknown {
    if (this.tab === "logo") return this.#logos(desk);
    if (this.tab === "words") return this.#words(desk);
    return html`${shape(desk)} ${SCHEMES.map((scheme) => palette(scheme, desk))}`;
  }

  #logos({ draft, made, speech, set }: Desk): unknown {
    return this.later(
      "logos",
      () => import("./logos.ts"),
      () =>
        html`<onrecord-admin-logos
          .draft=${draft}
          .made=${made}
          .port=${this.portal?.store.port ?? null}
          .speech=${speech}
          @changed=${(event: CustomEvent<Partial<Branding>>) => set(event.detail)}
        ></onrecord-admin-logos>`,
    );
  }

  #words({ draft, form, speech, set }: Desk): unknown {
    return this.later(
      "words",
      () => import("./words.ts"),
      () =>
        html`<onrecord-admin-branding-words
          .draft=${draft}
          .form=${form}
          .refused=${form.problem}
          .speech=${speech}
          @changed=${(event: CustomEvent<Partial<Branding>>) => set(event.detail)}
        ></onrecord-admin-branding-words>`,
    );
  }

  #versions(draft: Branding, portal: Portal): unknown {
    const draw = (): TemplateResult =>
      html`<onrecord-admin-branding-versions
        .portal=${portal}
        .speech=${this.speech}
        .current=${portal.state.branding?.version ?? 0}
        .shown=${draft}
        @looked=${(event: CustomEvent<Branding>) => this.#look(event.detail)}
        @restored=${(event: CustomEvent<Branding>) => this.#look(event.detail)}
      ></onrecord-admin-branding-versions>`;
    return this.later("versions", () => import("./versions.ts"), draw);
  }

  /** The same store as long as the look is the same: the preview stays as it stands. */
  #wear(draft: Branding, store: ChatStore): ChatStore {
    const { made } = this;
    if (!made) return store;
    if (this.#worn?.made !== made) {
      this.#drafts += 1;
      const view = { version: -this.#drafts, branding: draft, light: made.light, dark: made.dark };
      this.#worn = { made, store: rebranded(store, view) };
    }
    return this.#worn.store;
  }

  /** What saving would change. */
  #changes(draft: Branding): unknown {
    const old = this.portal?.state.branding?.branding;
    const changed = old && !this.saved ? changes(old, draft) : [];
    if (changed.length === 0) return nothing;
    return html`<section class="card" aria-label=${this.t("branding.changes")}>
      <h3>${this.t("branding.changes")}</h3>
      ${differences(changed, this.speech)}
    </section>`;
  }
}

/** Where the field stands that was refused first. */
function tabOf(problem: Problem | null): Tab | null {
  const pointer = problem?.errors[0]?.pointer ?? "";
  if (/^\/branding\/(texts|help_url)/.test(pointer)) return "words";
  if (pointer.startsWith("/branding/logo")) return "logo";
  return pointer ? "look" : null;
}
