import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordShell } from "../../base/shell.ts";
import { isShutOut } from "../../base/state.ts";
import { loadLater } from "../../core/i18n.ts";
import { wantPolicy } from "../../core/policy/actions.ts";
import { fetchVersion } from "../../core/policy/studio.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { Me, PolicyVersionDetail } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { PORTAL } from "../../locales/portal/all.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { tokens } from "../../styles/tokens.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { drawLogo } from "../logo/logo.ts";
import { adminStyles } from "./admin.styles.ts";
import { Badges } from "./badges.ts";
import { rightsOf } from "./rights.ts";
import type { AdminSection, Portal } from "./section.ts";
import { type Loaded, TABLE } from "./sections.ts";
import { SECTIONS, type SectionName, type Way, hashOf, isSection, wayOf } from "./ways.ts";

/**
 * The portal: for whoever writes, approves or audits the policy, or looks under it.
 *
 * @event onrecord-error - Something was refused; `detail` is the problem.
 */
export class OnrecordAdmin extends OnrecordShell {
  static override styles = [tokens, reset, buttons, stateStyles, adminStyles];

  /** A path that a button above leads back to. */
  @property() home: string | null = null;
  /** The page's location names what is shown. */
  @property({ type: Boolean }) addresses = false;
  /** The section that is shown. */
  @property() section = "overview";
  /** The thing of the section that is shown, such as a grant by its id. */
  @property({ attribute: false }) item: string | null = null;

  @state() private policy: PolicyVersionDetail | null = null;
  @state() private ready = false;
  /** The policy in force could not be had. */
  @state() private lost = false;
  @state() private failed = "";

  readonly #badges = new Badges(this);
  readonly #loaded = new Map<SectionName, Loaded>();
  #asked: SectionName | null = null;
  #version: number | null = null;
  #shown = "";
  #focus = false;
  readonly #sized = new ResizeObserver(() => {
    this.#showWay();
    this.#fade();
  });

  looksAt(): string | null {
    return null;
  }

  goTo(): boolean {
    return false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#moved);
    this.#sized.observe(this);
    if (this.addresses) this.#moved();
    loadLater(PORTAL).then(
      () => (this.ready = true),
      () => (this.failed = this.t("error.part_next")),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#moved);
    this.#sized.disconnect();
  }

  #moved = (): void => {
    if (!this.addresses) return;
    const { section, item } = wayOf(location.hash);
    this.section = section;
    this.item = item;
  };

  get #here(): SectionName {
    return isSection(this.section) ? this.section : "overview";
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { used: store, state: now } = this;
    if (!store || !now?.me) return;
    wantPolicy(store.port).catch(() => (this.lost = true));
    this.#follow(store, now);
    this.#want(this.#here);
    const rights = rightsOf(now.me, this.policy?.document ?? null, now.spaces);
    if (this.#isKnown(now)) this.#badges.follow(store, rights, this.#here, this.item, now.grantsAt);
  }

  /** Have the document of the policy in force: what one may do follows from it. */
  #follow(store: ChatStore, { policy }: ChatState): void {
    const version = policy?.version ?? null;
    if (version === this.#version) return;
    this.#version = version;
    if (version === null) this.policy = null;
    else
      fetchVersion(store.port, version).then(
        (found) => (this.policy = found),
        () => {
          this.#version = null;
          this.lost = true;
        },
      );
  }

  #want(name: SectionName): void {
    if (this.#loaded.has(name) || this.#asked === name) return;
    this.#asked = name;
    this.failed = "";
    TABLE[name].load().then(
      (loaded) => {
        this.#loaded.set(name, loaded);
        if (this.#asked === name) this.#asked = null;
        this.requestUpdate();
      },
      () => {
        if (this.#asked === name) this.failed = this.t("error.part_next");
      },
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#showWay();
    this.#fade();
    const shown = this.renderRoot.querySelector<AdminSection>("[data-section]");
    if (!this.#focus || !shown) return;
    this.#focus = false;
    shown.focusFirst();
  }

  /** Where the sections are a line that is longer than the screen, it shows the one that one is in, and again when the line or the screen is another. */
  #showWay(): void {
    const [way, line] = [this.find('.way[aria-current="page"]'), this.find("nav ul")];
    const shown = `${this.#here} ${line?.scrollWidth} ${this.clientWidth}`;
    if (!way || !line || this.#shown === shown) return;
    this.#shown = shown;
    way.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }

  /** Where the line of sections goes on out of sight, it fades. */
  readonly #fade = (): void => {
    const line = this.find("nav");
    if (!line) return;
    const [at, more] = [Math.abs(line.scrollLeft), line.scrollWidth - line.clientWidth];
    line.classList.toggle("before", at > 1);
    line.classList.toggle("after", at < more - 1);
  };

  /** Show a section, and one thing of it. */
  go(section: SectionName, item: string | null = null): void {
    const way: Way = { section, item };
    this.section = section;
    this.item = item;
    this.#focus = true;
    if (this.addresses && hashOf(way) !== location.hash) history.pushState(null, "", hashOf(way));
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { state: now, used: store } = this;
    const there = this.ready || this.failed;
    if (!now || !store || !there) return html``;
    return html`<div class="page" dir=${this.speech.dir}>${this.#page(store, now)}</div>`;
  }

  #page(store: ChatStore, now: ChatState): unknown {
    const { me, connection } = now;
    if (isShutOut(now))
      return emptyState("alert", this.t("chat.signed_out"), connection.problem?.detail ?? "");
    return html`${me ? this.#side(me, now) : nothing}
      <div class="main">${me ? this.#content(this.#portal(store, now, me)) : this.#waits()}</div>`;
  }

  #side(me: Me, now: ChatState): TemplateResult {
    const rights = rightsOf(me, this.policy?.document ?? null, now.spaces);
    const shown = SECTIONS.filter((one) => TABLE[one].may(rights) || one === this.#here);
    // A line that came later would push the others from under somebody's finger.
    const still = this.lost || this.#isKnown(now);
    const label = this.t("privacy.back");
    return html`<div class="side">
      <div class="bar">
        ${
          this.home
            ? html`<a class="icon" part="home" href=${this.home} aria-label=${label} title=${label}
                >${icon("back")}</a
              >`
            : nothing
        }
        ${drawLogo(this.state, this.used)}
        <p class="name clip" dir="auto">${this.t("admin.title")}</p>
      </div>
      <nav aria-label=${this.t("admin.sections")} @scroll=${this.#fade}>
        <ul>
          ${still ? shown.map((one) => this.#way(one)) : nothing}
        </ul>
      </nav>
    </div>`;
  }

  #way(name: SectionName): TemplateResult {
    return html`<li>
      <button
        type="button"
        class="way"
        part="place"
        aria-current=${name === this.#here ? "page" : nothing}
        @click=${() => this.go(name)}
      >
        ${icon(TABLE[name].glyph)}<span>${this.t(`admin.${name}`)}</span>${this.#badge(name)}
      </button>
    </li>`;
  }

  #badge(name: SectionName): unknown {
    const count = this.#badges.of(name);
    if (count === 0) return nothing;
    return html`<span class="count" part="badge"
      ><span aria-hidden="true">${this.speech.number(count)}</span
      ><span class="sr">${this.t("admin.second", { count })}</span></span
    >`;
  }

  #content(portal: Portal): unknown {
    if (this.#isKnown(portal.state) && !TABLE[this.#here].may(portal.rights))
      return html`<h2 tabindex="-1" part="title">${this.t(`admin.${this.#here}`)}</h2>
        ${emptyState("lock", this.t("admin.not_yours"), this.t("admin.not_yours_next"))}`;
    const loaded = this.#loaded.get(this.#here);
    if (loaded) return loaded.draw(portal, this.speech);
    if (!this.failed) return this.#waits();
    return emptyState("alert", this.t("error.part"), this.failed, {
      label: this.t("action.retry"),
      run: () => {
        this.#asked = null;
        this.#want(this.#here);
      },
    });
  }

  /** Whether it is known what one may do: some of it follows from the policy in force. */
  #isKnown({ policy }: ChatState): boolean {
    return this.policy !== null || (policy !== null && policy.version === null);
  }

  #waits(): TemplateResult {
    return skeletonRows(this.t("wait.message"), 5);
  }

  #portal(store: ChatStore, state: ChatState, me: Me): Portal {
    const { policy, item } = this;
    return {
      store,
      state,
      policy,
      item,
      rights: rightsOf(me, policy?.document ?? null, state.spaces),
      go: (section, wanted) => this.go(section, wanted ?? null),
    };
  }
}
