import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { loadLater } from "../../../core/i18n.ts";
import { listVersions } from "../../../core/policy/actions.ts";
import { checkPolicy, fetchSource, fetchVersion } from "../../../core/policy/studio.ts";
import type {
  PolicyReading,
  PolicyState,
  PolicyVersion,
  PolicyVersionDetail,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { STUDIO } from "../../../locales/studio/all.ts";
import { newsStyles } from "../../policy/news.styles.ts";
import { type Tone, badge, choices, fact, hash, linkRow, moment, note, person } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";
import { Approving } from "./approving.ts";
import { studioStyles } from "./studio.styles.ts";
import type { difference } from "./changes.ts";
import { sentences, viewOf } from "./words.ts";

const NEW = "new";
/** The words for notices, which are no version. */
const WORDS = "notices";
const UNNUMBERED: readonly (string | null)[] = [null, NEW, WORDS];
const TONES: Readonly<Record<PolicyState, Tone>> = {
  draft: "plain",
  proposed: "waits",
  waiting: "waits",
  in_force: "good",
  superseded: "quiet",
  withdrawn: "quiet",
};
type Tab = "read" | "changes" | "trial" | "document";

/** Versions of the policy: what each says and changes, and the way from a draft into force. */
export class OnrecordAdminPolicy extends AdminSection {
  static override styles = [...AdminSection.styles, newsStyles, studioStyles];

  @state() private tab: Tab = "read";
  @state() private version: PolicyVersionDetail | null = null;
  @state() private reading: PolicyReading | null = null;
  @state() private was: PolicyReading | null = null;
  @state() private editing = false;

  #changes: { readonly difference: typeof difference } | null = null;
  readonly #found = new Paged<PolicyVersion>(this);
  readonly #approving = new Approving(this, (selector) => this.find(selector));
  #listed: number | null | undefined;
  #wanted: string | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    const current = portal.policy?.version ?? null;
    if (current !== this.#listed) {
      this.#listed = current;
      this.#list();
    }
    if (portal.item !== this.#wanted) this.#show(portal.item);
  }

  #list(): void {
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listVersions(portal.store.port, cursor));
  }

  #show(item: string | null): void {
    this.#wanted = item;
    this.editing = false;
    this.version = null;
    this.reading = null;
    this.was = null;
    this.#approving.begin();
    if (item !== null && !UNNUMBERED.includes(item)) void this.attempt(() => this.#fetch(item));
  }

  async #fetch(item: string): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const version = await fetchSource(portal.store.port, Number(item));
    if (this.#wanted !== item) return;
    this.version = version;
    const [now, was] = await Promise.all([
      this.#read(version),
      this.#before(portal, version).then((old) => this.#read(old)),
    ]);
    if (this.#wanted !== item) return;
    this.reading = now;
    this.was = was;
  }

  /** The version that one follows, which its changes are changes of. */
  async #before(
    { store, policy }: Portal,
    { base }: PolicyVersion,
  ): Promise<PolicyVersionDetail | null> {
    if (base === null) return null;
    return policy?.version === base ? policy : fetchVersion(store.port, base);
  }

  /** A version as people read it. */
  async #read(version: PolicyVersionDetail | null): Promise<PolicyReading | null> {
    const { portal } = this;
    if (!portal || !version) return null;
    return (await checkPolicy(portal.store.port, version.document, this.speech.lang)).reading;
  }

  #again(version: number): void {
    this.#list();
    if (this.#wanted === String(version)) this.#show(String(version));
    else this.portal?.go("policy", String(version));
  }

  #open(item: string | null): void {
    this.portal?.go("policy", item);
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const list = html`${this.#rows(portal.item)}
      <button type="button" class="button" @click=${() => this.#open(WORDS)}>
        ${this.t("words.title")}
      </button>`;
    const tools = portal.rights.writes
      ? html`<button type="button" class="button primary" @click=${() => this.#open(NEW)}>
          ${icon("plus", 16)}${this.t("studio.new")}
        </button>`
      : nothing;
    return this.split(this.t("admin.policy"), list, this.#detail(), tools);
  }

  #notices(back: () => void): TemplateResult {
    return html`${this.top(this.t("words.title"), back)}
    ${this.later(
      WORDS,
      () => import("./notices.ts"),
      () =>
        html`<onrecord-admin-notice-words
          .portal=${this.portal}
          .speech=${this.speech}
        ></onrecord-admin-notice-words>`,
    )}`;
  }

  #rows(chosen: string | null): unknown {
    const { portal } = this;
    const next = (): void =>
      void this.#found.next((cursor) => {
        if (!portal) throw new Error("the section is gone");
        return listVersions(portal.store.port, cursor);
      });
    return this.rows(
      this.#found,
      () => this.#list(),
      ["scales", this.t("studio.none"), this.t("studio.none_next")],
      (one) => this.#row(one, String(one.version) === chosen),
      next,
    );
  }

  #row(one: PolicyVersion, chosen: boolean): TemplateResult {
    return linkRow(
      String(one.version),
      chosen,
      () => this.#open(String(one.version)),
      html`<b>${this.t("policy.version", { version: one.version })}</b>
        ${badge(TONES[one.state], this.t(`studio.state.${one.state}`))}
        <span class="line clip" dir="auto">${one.title}</span>
        <span class="line clip"
          ><bdi>${this.who(one.author)}</bdi> · ${this.speech.brief(one.created_at)}</span
        >`,
    );
  }

  #detail(): unknown {
    const { portal, version } = this;
    if (!portal?.item) return null;
    const back = (): void => this.#open(null);
    if (portal.item === WORDS) return this.#notices(back);
    if (portal.item === NEW) return this.#editor(portal, null, back);
    if (this.editing) return this.#editor(portal, version, () => (this.editing = false));
    if (version) return this.#one(version, back);
    return html`${this.top(this.t("admin.policy"), back)} ${this.#missing(portal.item)}`;
  }

  /** What is not there yet, or could not be had: what is not there at all is not asked for again. */
  #missing(item: string): TemplateResult {
    if (!this.problem) return this.waiting();
    const again = (): void => void this.attempt(() => this.#fetch(item));
    return this.failure(this.problem.detail, this.problem.status === 404 ? undefined : again);
  }

  #editor(portal: Portal, draft: PolicyVersionDetail | null, back: () => void): TemplateResult {
    return html`${this.top(this.t(draft ? "studio.edit" : "studio.new"), back)}
    ${this.later(
      "editor",
      () => import("./editor.ts"),
      () =>
        html`<onrecord-admin-editor
          .portal=${portal}
          .speech=${this.speech}
          .draft=${draft}
          @saved=${(event: CustomEvent<number>) => this.#again(event.detail)}
        ></onrecord-admin-editor>`,
    )}`;
  }

  #one(one: PolicyVersionDetail, back: () => void): unknown {
    const { portal, speech } = this;
    if (!portal) return nothing;
    const mark = badge(TONES[one.state], this.t(`studio.state.${one.state}`));
    return html`${this.top(this.t("policy.version", { version: one.version }), back, mark)}
    ${this.#facts(one)}
    ${choices<Tab>(
      this.t("studio.views"),
      [
        ["read", this.t("studio.read")],
        ["changes", this.t("studio.changes")],
        ...(portal.rights.writes || portal.rights.approves
          ? [["trial", this.t("studio.trial")] as const]
          : []),
        ["document", this.t("studio.document")],
      ],
      this.tab,
      (tab) => (this.tab = tab),
    )}
    ${this.#view(one)}
    ${this.#approving.render(portal, one, speech, {
      changed: () => this.#again(one.version),
      edit: () => (this.editing = true),
    })}`;
  }

  #facts(one: PolicyVersionDetail): TemplateResult {
    const { speech } = this;
    const decided = one.state === "in_force" || one.state === "superseded";
    const tone = decided ? "quiet" : "warn";
    return html`${one.material ? note("alert", this.t("studio.material"), tone) : nothing}
      <dl class="wide card">
        ${fact(this.t("studio.author"), person(one.author, this.who(one.author)))}
        ${fact(
          this.t("grants.approvals", { count: one.approvals.length, needed: one.approvals_needed }),
          one.approvals.length === 0
            ? this.t("grants.nobody_yet")
            : html`<span class="people"
                >${one.approvals.map(({ person_id: id }) => person(id, this.who(id)))}</span
              >`,
        )}
        ${
          one.effective_from
            ? fact(this.t("studio.from"), moment(speech, one.effective_from))
            : nothing
        }
        ${fact(this.t("studio.hash"), hash(one.hash))}
        ${one.withdrawn_reason ? fact(this.t("studio.withdrawn"), one.withdrawn_reason) : nothing}
      </dl>`;
  }

  /** What would go is counted where a rule lets something go, by who approves. */
  #going(one: PolicyVersionDetail): unknown {
    const goes = one.document.retention?.some(({ maximum }) => maximum);
    if (!goes || !this.portal?.rights.approves) return nothing;
    return this.later(
      "going",
      () => import("./going.ts"),
      () =>
        html`<onrecord-admin-policy-going
          .portal=${this.portal}
          .speech=${this.speech}
          .version=${one}
        ></onrecord-admin-policy-going>`,
    );
  }

  #view(one: PolicyVersionDetail): unknown {
    if (this.tab === "trial")
      return html`${this.#going(one)}
      ${this.later(
        "trial",
        () => import("./trial.ts"),
        () =>
          html`<onrecord-admin-policy-trial
            .portal=${this.portal}
            .speech=${this.speech}
            .version=${one}
          ></onrecord-admin-policy-trial>`,
      )}`;
    if (this.tab === "document")
      return html`<pre
        class="document code"
        dir="ltr"
        tabindex="0"
        .textContent=${one.source ?? JSON.stringify(one.document, null, 2)}
      ></pre>`;
    const { was, reading } = this;
    if (!reading) return this.#missing(String(one.version));
    if (this.tab === "changes")
      return this.later(
        "places",
        async () => {
          [this.#changes] = await Promise.all([import("./changes.ts"), loadLater(STUDIO)]);
        },
        () =>
          this.#changes?.difference(
            one.changes,
            sentences(was, reading),
            reading.locale,
            this.speech,
          ),
      );
    return this.#reading(one, reading);
  }

  #reading(one: PolicyVersionDetail, reading: PolicyReading): TemplateResult {
    const { version, base } = one;
    const current = this.portal?.policy?.version ?? null;
    const was = current === version ? null : this.was;
    return html`<onrecord-reading
        .speech=${this.speech}
        .policy=${viewOf(version, reading, was, base)}
        .current=${current}
      ></onrecord-reading>
      ${current === version && (one.document.profiles ?? []).length > 0 ? this.#ruling() : nothing}`;
  }

  #ruling(): unknown {
    return this.later(
      "ruling",
      () => import("./ruling.ts"),
      () =>
        html`<onrecord-admin-ruling
          .portal=${this.portal}
          .speech=${this.speech}
        ></onrecord-admin-ruling>`,
    );
  }
}
