import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { LazyParts } from "../../base/lazy.ts";
import { NamesFirst, titlePeople } from "../../base/names_first.ts";
import { Paged } from "../../base/paged.ts";
import { PARTS } from "../../base/parts.ts";
import { OnrecordShell } from "../../base/shell.ts";
import { isShutOut } from "../../base/state.ts";
import { fetchPolicy, listVersions, wantPolicy } from "../../core/policy/actions.ts";
import { problemOf } from "../../core/problems.ts";
import { listLooks } from "../../core/policy/looks.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { Disclosure, Disclosures, PolicyVersion, PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { tokens } from "../../styles/tokens.ts";
import { newsStyles } from "../policy/news.styles.ts";
import { Version } from "../policy/version.ts";
import { Word } from "../policy/word.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { type Look, lookLines } from "./looks.ts";
import type { InOnesName } from "./names.ts";
import { privacyStyles } from "./privacy.styles.ts";
import type { Sessions } from "./sessions.ts";

/** Versions that were read by people, are, or will be. */
const READ = new Set<PolicyVersion["state"]>(["waiting", "in_force", "superseded"]);

/**
 * The privacy centre of one person: what the policy says, and who looked at what they wrote.
 *
 * @event onrecord-error - Something was refused; `detail` is the problem.
 */
export class OnrecordPrivacy extends OnrecordShell {
  static override styles = [tokens, reset, buttons, stateStyles, newsStyles, privacyStyles];

  /** A path that a button above leads back to. */
  @property() home: string | null = null;

  /** The version that is read, where it is not the one in force. */
  @state() private wanted: number | null = null;
  @state() private failed = "";

  readonly #lazy = new LazyParts(this);
  readonly #called = new NamesFirst(this);
  readonly #version = new Version(this);
  readonly #versions = new Paged<PolicyVersion>(this);
  readonly #found = new Paged<Disclosure>(this);
  readonly #word = new Word(this, () => this.find("h2")?.focus({ preventScroll: true }));
  #names: InOnesName | null = null;
  #sessions: Sessions | null = null;
  #listed = "";
  #shown: Disclosures | null | undefined;

  looksAt(): string | null {
    return null;
  }

  goTo(): boolean {
    return false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { used: store, state: now } = this;
    if (!store || !now?.me) return;
    this.#want(store);
    this.#version.want(store.port, this.wanted);
    this.#list(store, now.policy);
    this.#watch(store, now.looks);
    this.#names?.watch(store, now);
  }

  /** The list begins anew with each first page: one that this element asked for, or that a new look did. */
  #watch(store: ChatStore, page: Disclosures | null): void {
    if (page === this.#shown) return;
    const first = this.#shown === undefined;
    this.#shown = page;
    if (first && page === null) void this.#found.load((cursor) => listLooks(store.port, cursor));
    else if (page) void this.#found.load(() => Promise.resolve(page));
  }

  #want(store: ChatStore, ask = wantPolicy): void {
    ask(store.port).catch((error: unknown) => (this.failed = problemOf(error).detail));
  }

  /** All versions, again when another one is in force or coming. */
  #list(store: ChatStore, policy: PolicyView | null): void {
    const key = `${policy?.version ?? ""} ${policy?.coming ?? ""}`;
    if (!policy?.version || key === this.#listed) return;
    this.#listed = key;
    this.wanted = null;
    void this.#versions.load((cursor) => listVersions(store.port, cursor));
  }

  #read(version: number | null): void {
    this.wanted = version === this.state?.policy?.version ? null : version;
    void this.updateComplete.then(() => {
      this.find(".sheet")?.scrollIntoView({ block: "nearest" });
      this.find(".sheet")?.focus({ preventScroll: true });
    });
  }

  protected override render(): TemplateResult {
    const { state: now, used: store } = this;
    if (!now || !store) return html``;
    return html`<div class="page">
      ${this.#bar()}
      ${
        isShutOut(now)
          ? emptyState("alert", this.t("chat.signed_out"), now.connection.problem?.detail ?? "")
          : html`${this.#held(store, now)} ${this.#bringing(store, now)}
              <div class="columns">
                <div class="own">${this.#looks(store, now)} ${this.#reviews(store, now)}</div>
                <section class="sheet" tabindex="-1" aria-label=${this.t("record.title")}>
                  ${this.#sheet(store, now.policy)}
                </section>
                <div class="beside">
                  ${this.#named(store)} ${this.#all(store, now.policy)} ${this.#data(store)}
                  ${this.#signedIn(store)} ${this.#transparency(store, now)}
                </div>
              </div>`
      }
    </div>`;
  }

  #bar(): TemplateResult {
    const label = this.t("privacy.back");
    return html`<div class="bar">
      ${
        this.home
          ? html`<a class="icon" part="home" href=${this.home} aria-label=${label} title=${label}
              >${icon("back")}</a
            >`
          : nothing
      }
      <h2 tabindex="-1" part="title">${this.t("privacy.title")}</h2>
    </div>`;
  }

  #sheet(store: ChatStore, policy: PolicyView | null): unknown {
    if (!policy)
      return this.failed ? this.#failure(store) : skeletonRows(this.t("wait.message"), 6);
    if (!policy.reading)
      return emptyState("shield", this.t("privacy.none"), this.t("privacy.none_next"));
    if (this.wanted !== null) return this.#other(policy);
    return html`${this.#reading(policy, policy.version)}
    ${policy.must_acknowledge ? this.#asking(store, policy) : nothing}`;
  }

  #failure(store: ChatStore): TemplateResult {
    return emptyState("alert", this.t("privacy.failed"), this.failed, {
      label: this.t("action.retry"),
      run: () => {
        this.failed = "";
        this.#want(store, fetchPolicy);
      },
    });
  }

  #reading(policy: PolicyView, current: number | null): TemplateResult {
    return html`<onrecord-reading
      exportparts=${PARTS}
      .speech=${this.speech}
      .policy=${policy}
      .current=${current}
      @version=${(event: CustomEvent<number>) => this.#read(event.detail)}
    ></onrecord-reading>`;
  }

  #asking(store: ChatStore, policy: PolicyView): TemplateResult {
    return html`<div class="asking" part="policy">
      ${this.#word.problem()} ${this.#word.button(store, policy, "privacy.acknowledge")}
    </div>`;
  }

  /** Another version, and the way back. */
  #other({ version: current }: PolicyView): TemplateResult {
    const version = this.wanted ?? 0;
    const key = version > (current ?? 0) ? "privacy.later" : "privacy.older";
    const { view, failed } = this.#version;
    return html`<div class="other">
        <span>${this.t(key, { version })}</span>
        <button type="button" class="button" @click=${() => this.#read(null)}>
          ${this.t("privacy.to_current")}
        </button>
      </div>
      ${failed ? emptyState("alert", this.t("policy.failed"), failed) : nothing}
      ${view ? this.#reading(view, current) : nothing}
      ${view || failed ? nothing : skeletonRows(this.t("wait.message"), 6)}`;
  }

  /** Each look that one may see, and that others are kept back and until when. */
  #seen(store: ChatStore, now: ChatState): unknown {
    const { items, failed, more } = this.#found;
    const page = now.looks;
    if (failed) return emptyState("alert", this.t("privacy.looks_failed"), failed);
    if (!page || !items || !this.#placed(store, now, items))
      return skeletonRows(this.t("wait.message"), 2);
    const next = (): void => void this.#found.next((cursor) => listLooks(store.port, cursor));
    return html`${this.#kept(page)} ${this.#sum(page)}
    ${
      items.length > 0
        ? html`<ul>
            ${lookLines(now, this.speech, items).map((one) => this.#look(one))}
          </ul>`
        : nothing
    }
    ${
      more
        ? html`<button type="button" class="button" @click=${next}>
            ${this.t("privacy.looks_more")}
          </button>`
        : nothing
    }`;
  }

  /** Whether it is known what the conversations are called. */
  #placed({ port }: ChatStore, now: ChatState, looks: readonly Disclosure[]): boolean {
    if (looks.length > 0 && now.listLoading === "first" && !now.listProblem) return false;
    const places = looks.map(({ conversation_id: place }) => place);
    return this.#called.known(port, now, titlePeople(now, places));
  }

  #kept({ deferred }: Disclosures): unknown {
    return deferred.map(
      ({ until, looks }) =>
        html`<p class="kept" part="notice">
          ${icon("clock", 16)}
          <span
            >${this.t("privacy.looks_kept", { count: looks, date: this.speech.date(until) })}</span
          >
        </p>`,
    );
  }

  #sum({ looks, deferred, data }: Disclosures): unknown {
    if (looks > 0 && data.length === 0)
      return html`<p>${this.t("privacy.looks_counted", { count: looks })}</p>`;
    if (looks > 0 || deferred.length > 0) return nothing;
    return html`<p class="none">
      ${icon("check", 16)}<span>${this.t("privacy.looks_none")}</span>
    </p>`;
  }

  #look({ reason, by, what, version }: Look): TemplateResult {
    return html`<li class="look" part="row">
      <b>${reason}</b>
      <span dir="auto">${what}</span>
      <span>${by}</span>
      <button type="button" class="link" @click=${() => this.#read(version)}>
        ${this.t("privacy.look_version", { version })}
      </button>
    </li>`;
  }

  /** It comes a moment later than the rest; without it nothing else is missing. */
  #named(store: ChatStore): unknown {
    if (this.#names) return this.#names.render(store, this.speech);
    import("./names.ts").then(
      ({ InOnesName: Made }) => {
        this.#names ??= new Made(this);
        this.requestUpdate();
      },
      () => undefined,
    );
    return nothing;
  }

  /** This too. */
  #signedIn(store: ChatStore): unknown {
    if (this.#sessions) return this.#sessions.render(store);
    import("./sessions.ts").then(
      ({ Sessions: Made }) => (this.#sessions ??= new Made(this)),
      () => undefined,
    );
    return nothing;
  }

  /** What one is asked to keep comes before all that one may read. */
  #held(store: ChatStore, now: ChatState): unknown {
    if (now.keeps.length === 0) return nothing;
    return this.#lazy.quiet(
      "onrecord-held",
      () =>
        html`<onrecord-held
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${store}
          .state=${now}
        ></onrecord-held>`,
    );
  }

  /** What one is asked to bring draws nothing where nobody asks. */
  #bringing(store: ChatStore, now: ChatState): unknown {
    return this.#lazy.quiet(
      "onrecord-bringing",
      () =>
        html`<onrecord-bringing
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${store}
          .state=${now}
        ></onrecord-bringing>`,
    );
  }

  #data(store: ChatStore): unknown {
    return this.#lazy.quiet(
      "onrecord-data",
      () =>
        html`<onrecord-data
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${store}
        ></onrecord-data>`,
    );
  }

  #reviews(store: ChatStore, now: ChatState): unknown {
    return this.#lazy.quiet(
      "onrecord-reviews",
      () =>
        html`<onrecord-reviews
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${store}
          .state=${now}
        ></onrecord-reviews>`,
    );
  }

  #transparency({ port }: ChatStore, { policy }: ChatState): unknown {
    if (!policy?.version) return nothing;
    return this.#lazy.quiet(
      "onrecord-transparency",
      () =>
        html`<onrecord-transparency
          exportparts=${PARTS}
          .speech=${this.speech}
          .port=${port}
        ></onrecord-transparency>`,
    );
  }

  #looks(store: ChatStore, now: ChatState): TemplateResult {
    return html`<section class="block" aria-labelledby="looks">
      <h3 id="looks">${this.t("privacy.looks")}</h3>
      ${this.#seen(store, now)}
      <p>${this.t("privacy.looks_members")}</p>
      <p>${this.t("privacy.looks_by")}</p>
    </section>`;
  }

  #all(store: ChatStore, policy: PolicyView | null): TemplateResult | typeof nothing {
    const read = this.#versions.items?.filter(({ state: how }) => READ.has(how)) ?? [];
    if (!policy?.version || read.length === 0) return nothing;
    const next = (): void => void this.#versions.next((cursor) => listVersions(store.port, cursor));
    return html`<section class="block" aria-labelledby="versions">
      <h3 id="versions">${this.t("privacy.versions")}</h3>
      <ul>
        ${read.map((one) => html`<li>${this.#one(one, policy.version)}</li>`)}
      </ul>
      ${
        this.#versions.more
          ? html`<button type="button" class="button" @click=${next}>
              ${this.t("privacy.more")}
            </button>`
          : nothing
      }
    </section>`;
  }

  #one(one: PolicyVersion, current: number | null): TemplateResult {
    const { version, title, effective_from: at } = one;
    const later = version > (current ?? 0) ? "policy.from" : "policy.was";
    const date = at ? this.speech.date(at) : "";
    const shown = this.wanted ?? current;
    return html`<button
      type="button"
      class="version"
      part="row"
      aria-current=${version === shown ? "true" : nothing}
      @click=${() => this.#read(version)}
    >
      <b>${this.t("policy.version", { version })}</b>
      <span>${this.t(version === current ? "policy.since" : later, { date })}</span>
      <span class="clip" dir="auto">${title}</span>
    </button>`;
  }
}
