import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import {
  approveLexicon,
  fetchLexicon,
  listLexicons,
  trialLexicon,
  withdrawLexicon,
} from "../../../core/oversight/lexicons.ts";
import type {
  Lexicon,
  LexiconState,
  LexiconTrial,
  LexiconVersionDetail,
  Severity,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { languageName, plain } from "../naming.ts";
import { type Tone, badge, choices, fact, hash, linkRow, note, person } from "../parts.ts";
import type { Rights } from "../rights.ts";
import { AdminSection, type Portal } from "../section.ts";
import { lexiconStyles } from "./lexicons.styles.ts";
import { useOf } from "./using.ts";
import { Tester } from "./tester.ts";

const NEW = "new.";
const MOST_WORDS = 300;
const TONES: Readonly<Record<LexiconState, Tone>> = {
  draft: "waits",
  in_force: "good",
  superseded: "quiet",
  withdrawn: "quiet",
  retired: "quiet",
};
type Tab = "words" | "changes" | "try" | "trial";

/** Lists of words: those there are, and the newest version of one. */
export class OnrecordAdminLexicons extends AdminSection {
  static override styles = [...AdminSection.styles, lexiconStyles];

  @state() private tab: Tab = "words";
  @state() private version: LexiconVersionDetail | null = null;
  @state() private trial: LexiconTrial | null = null;
  @state() private editing = false;

  readonly #found = new Paged<Lexicon>(this);
  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #tester = new Tester(this);
  #asked = false;
  #wanted: string | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    if (!this.#asked) void this.#list(portal);
    const { items } = this.#found;
    if (portal.item === this.#wanted || (portal.item !== null && !items)) return;
    this.#show(portal);
  }

  async #list(portal: Portal): Promise<void> {
    this.#asked = true;
    await this.#found.load((cursor) => listLexicons(portal.store.port, cursor));
  }

  #show({ item, store }: Portal): void {
    this.#wanted = item;
    this.version = null;
    this.trial = null;
    this.editing = false;
    this.#form.clear();
    const known = this.#found.items?.find(({ name }) => name === item);
    if (known)
      void this.attempt(async () => {
        this.version = await fetchLexicon(store.port, known.name, known.newest.version);
      });
  }

  async #again(name: string): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.#list(portal);
    if (portal.item !== name) return portal.go("lexicons", name);
    this.#wanted = null;
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const tools = portal.rights.writes
      ? html`<button
          type="button"
          class="button primary"
          @click=${() => portal.go("lexicons", NEW)}
        >
          ${icon("plus", 16)}${this.t("lexicons.new")}
        </button>`
      : nothing;
    const list = html`<p class="about">${this.t("lexicons.about")}</p>
      ${this.#rows(portal)}`;
    return this.split(this.t("admin.lexicons"), list, this.#detail(portal), tools);
  }

  #rows(portal: Portal): unknown {
    return this.rows(
      this.#found,
      () => void this.#list(portal),
      ["book", this.t("lexicons.none"), this.t("lexicons.none_next")],
      (one) => this.#row(one, portal),
      () => void this.#found.next((cursor) => listLexicons(portal.store.port, cursor)),
    );
  }

  #row({ name, newest }: Lexicon, portal: Portal): TemplateResult {
    return linkRow(
      name,
      name === portal.item,
      () => portal.go("lexicons", name),
      html`<b class="clip">${plain(name)}</b>
        ${badge(TONES[newest.state], this.t(`lexicons.state.${newest.state}`))}
        <span class="line clip"
          >${useOf(newest, portal.policy?.document, this.speech)}${newest.language ? ` · ${languageName(newest.language, this.speech)}` : ""}</span
        >
        <span class="line"
          >${this.t("policy.version", { version: newest.version })} ·
          ${this.t("lexicons.count", { count: newest.terms + newest.expressions })}</span
        >`,
    );
  }

  #detail(portal: Portal): unknown {
    if (portal.item === null) return null;
    const { version } = this;
    const back = (): void => portal.go("lexicons");
    if (portal.item === NEW) return this.#editor(portal, null, back);
    if (version && this.editing) return this.#editor(portal, version, () => (this.editing = false));
    if (version) return this.#one(version, portal, back);
    return html`${this.top(plain(portal.item), back)}
    ${this.problem ? this.failure(this.problem.detail) : this.waiting()}`;
  }

  #editor(portal: Portal, version: LexiconVersionDetail | null, back: () => void): unknown {
    return html`${this.top(version ? version.document.title : this.t("lexicons.new"), back)}
    ${this.later(
      "terms",
      () => import("./terms.ts"),
      () =>
        html`<onrecord-admin-terms
          .portal=${portal}
          .speech=${this.speech}
          .document=${version?.document ?? null}
          @saved=${(event: CustomEvent<string>) => void this.#again(event.detail)}
          @left=${back}
        ></onrecord-admin-terms>`,
    )}`;
  }

  #one(one: LexiconVersionDetail, portal: Portal, back: () => void): unknown {
    const mark = badge(TONES[one.state], this.t(`lexicons.state.${one.state}`));
    const tabs = ["words", "changes", "try", "trial"] as const;
    return html`${this.top(one.document.title, back, mark)}
      <dl class="card wide">
        ${fact(this.t("policy.version", { version: one.version }), useOf(one, this.portal?.policy?.document, this.speech))}
        ${fact(this.t("studio.author"), person(one.author, this.who(one.author)))}
        ${
          one.approved_by
            ? fact(this.t("lexicons.approved"), person(one.approved_by, this.who(one.approved_by)))
            : nothing
        }
        ${fact(this.t("studio.hash"), hash(one.hash))}
      </dl>
      ${choices<Tab>(
        this.t("studio.views"),
        tabs.map((tab) => [tab, this.t(`lexicons.tab_${tab}`)] as const),
        this.tab,
        (tab) => (this.tab = tab),
      )}
      ${this.#view(one, portal)} ${this.#decision(one, portal)}`;
  }

  #view(one: LexiconVersionDetail, portal: Portal): unknown {
    if (this.tab === "try")
      return this.#tester.render(portal.store.port, one.document, this.speech);
    if (this.tab === "changes") return this.#changes(one);
    if (this.tab === "trial") return this.#trial(one, portal);
    const terms = one.document.terms ?? [];
    const expressions = one.document.expressions ?? [];
    return html`<ul class="words">
        ${terms.slice(0, MOST_WORDS).map(({ text }) => html`<li class="word" dir="auto">${text}</li>`)}
        ${expressions.map(({ name }) => html`<li class="word"><code dir="ltr">${name}</code></li>`)}
      </ul>
      ${
        terms.length > MOST_WORDS
          ? html`<p class="end">
              ${this.t("lexicons.more", { count: terms.length - MOST_WORDS })}
            </p>`
          : nothing
      }`;
  }

  #changes({ changes, changed }: LexiconVersionDetail): TemplateResult {
    if (changes.length === 0) return html`<p class="about">${this.t("studio.same")}</p>`;
    const said = (value: unknown): string => {
      if (typeof value !== "string") return JSON.stringify(value);
      return isSeverity(value) ? this.t(`case.severity.${value}`) : value;
    };
    return html`<p class="about">${this.t("studio.places", { count: changed })}</p>
      <ul class="changes">
        ${changes.slice(0, MOST_WORDS).map(
          ({ part, name, before, after }) =>
            html`<li>
              ${badge("plain", this.t(`lexicons.${kindOf(before, after)}`))}
              <b dir="auto">${name ?? part}</b>
              ${before === null || before === undefined ? nothing : html`<del>${said(before)}</del>`}
              ${after === null || after === undefined ? nothing : html`<ins>${said(after)}</ins>`}
            </li>`,
        )}
      </ul>`;
  }

  #trial(one: LexiconVersionDetail, portal: Portal): TemplateResult {
    const { trial } = this;
    const run = (): void =>
      void this.#form.send(async () => (this.trial = await trialLexicon(portal.store.port, one)));
    return html`${note("chart", this.t("lexicons.trial_about"))}
      <div class="acts">
        <button type="button" class="button" ?disabled=${this.#form.busy} @click=${run}>
          ${this.t("lexicons.trial_run")}
        </button>
      </div>
      ${
        trial
          ? html`${this.#flagged(trial)} ${trial.looked_at > 0 ? this.#counts(trial) : nothing}`
          : nothing
      }`;
  }

  #flagged({ flagged: count, looked_at: all }: LexiconTrial): TemplateResult {
    if (all === 0) return note("info", this.t("studio.trial_nothing"));
    return html`<p>${this.t("lexicons.flagged", { count, all })}</p>`;
  }

  #counts({ rules }: LexiconTrial): TemplateResult {
    if (rules.length === 0) return html`<p class="about">${this.t("lexicons.trial_rare")}</p>`;
    const rows = rules.map(
      ({ rule, messages }) =>
        html`<li class="row"><bdi>${rule}</bdi><span>${this.speech.number(messages)}</span></li>`,
    );
    return html`<h4>${this.t("lexicons.trial_by")}</h4>
      <ul class="counts">
        ${rows}
      </ul>`;
  }

  #decision(one: LexiconVersionDetail, { rights, store }: Portal): unknown {
    const send = (work: () => Promise<unknown>): void =>
      void this.#form.send(work).then((done) => done && void this.#again(one.name));
    const may = allowed(one, rights);
    const acts = [
      may.approve &&
        this.#act("studio.approve", "primary", () => send(() => approveLexicon(store.port, one))),
      rights.writes && this.#act("studio.edit", "", () => (this.editing = true)),
      may.withdraw &&
        this.#act("studio.withdraw", "danger", () => send(() => withdrawLexicon(store.port, one))),
    ];
    const told = one.state === "draft" && !may.approve;
    return html`<section class="decision" aria-label=${this.t("grants.decide")}>
      ${told ? note("info", this.t("lexicons.who_approves")) : nothing} ${this.#form.box()}
      <div class="acts">${acts.map((act) => act || nothing)}</div>
    </section>`;
  }

  #act(
    key: "studio.approve" | "studio.edit" | "studio.withdraw",
    look: "primary" | "danger" | "",
    run: () => void,
  ): TemplateResult {
    return html`<button
      type="button"
      class="button ${look}"
      ?disabled=${this.#form.busy}
      @click=${run}
    >
      ${look === "primary" ? icon("check", 16) : nothing}${this.t(key)}
    </button>`;
  }
}

function kindOf(before: unknown, after: unknown): "added" | "changed" | "removed" {
  if (before === null || before === undefined) return "added";
  return after === null || after === undefined ? "removed" : "changed";
}

function isSeverity(name: string): name is Severity {
  return ["low", "medium", "high", "critical"].includes(name);
}

function allowed(
  { state, author }: LexiconVersionDetail,
  { me, approves }: Rights,
): { approve: boolean; withdraw: boolean } {
  const draft = state === "draft";
  const own = author === me;
  return {
    approve: draft && approves && !own,
    withdraw: (approves && (draft || state === "in_force")) || (own && draft),
  };
}
