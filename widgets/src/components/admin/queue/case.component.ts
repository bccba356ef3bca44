import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { approveAsked, caseHistory, fetchCase, openCase } from "../../../core/oversight/cases.ts";
import type { Case, CaseEntry, CaseRequest, OpenedCase } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { ruleName } from "../naming.ts";
import { fact, hash, moment, note, person, problemBox } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";
import type { Doing, Done, OnrecordAdminActing } from "./acting.component.ts";
import { type Around, CaseDeciding, endings } from "./deciding.ts";
import { caseStyles, queueStyles } from "./queue.styles.ts";
import { type Kept, dropLook, handedOn, keepLook, keptLook } from "./kept.ts";
import { exactly, outcomes } from "./outcomes.ts";
import { against, conversation, evidence, group, notes, rationale } from "./shown.ts";
import { toldBy, toldOf } from "./told.ts";
import { severity, spoken, standing, still } from "./tones.ts";

/** What comes before going on to the next case. */
const FIRST = ["open", "decide", "decide_appeal", "approve"] as const;

/**
 * One case: without a word until it is opened, then the message in its bounded place, what was found
 * marked, people as pseudonyms, and one button for each way in which it may end.
 *
 * Tells `changed` (it is another now) and `next` (go on).
 */
export class OnrecordAdminCase extends AdminSection {
  static override styles = [...AdminSection.styles, queueStyles, caseStyles];

  @property({ attribute: false }) caseId = "";

  @state() private one: Case | null = null;
  @state() private opened: OpenedCase | null = null;
  /** The look that is shown again, where it is not made now. */
  @state() private looked: Kept | null = null;
  @state() private history: readonly CaseEntry[] | null = null;
  @state() private told = false;
  @state() private busy = false;

  readonly #deciding = new CaseDeciding(this, (selector) => this.find(selector));
  #shown = "";

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && this.caseId !== this.#shown) this.#begin(this.portal);
  }

  #begin({ store, rights }: Portal): void {
    const id = (this.#shown = this.caseId);
    this.one = null;
    this.opened = null;
    this.looked = null;
    this.history = null;
    this.told = false;
    this.#deciding.begin();
    void this.attempt(async () => {
      const one = await fetchCase(store.port, id);
      if (id !== this.#shown) return;
      this.one = one;
      this.looked = keptLook(store, rights.me, one);
      this.opened = this.looked?.opened ?? null;
      await this.updateComplete;
      this.find(".open")?.focus();
    }, this.#still(id));
  }

  /** Whether a case is still the one that is shown: an answer about another is dropped. */
  #still(id: string): () => boolean {
    return () => id === this.#shown;
  }

  /** A key that was pressed in the queue: whether it did something here. */
  press(key: string): boolean {
    if (key === "d") return this.#deciding.focus();
    if (key === "n" && this.one?.may.includes("note")) this.#act("note");
    else if (/^[1-9]$/.test(key)) return this.#pressed(Number(key));
    else return false;
    return true;
  }

  #pressed(number: number): boolean {
    const { portal, opened } = this;
    const one = endings(portal?.policy?.document ?? null)[number - 1];
    if (!portal || !opened || !one || !opened.case.may.includes("decide")) return false;
    this.#deciding.choose(one);
    return true;
  }

  async #open(): Promise<void> {
    const { portal, caseId: id } = this;
    if (!portal || this.busy) return;
    this.busy = true;
    await this.attempt(async () => {
      const opened = await openCase(portal.store.port, id);
      keepLook(portal.store, portal.rights.me, opened);
      if (id !== this.#shown) return;
      this.opened = opened;
      this.looked = null;
      this.one = opened.case;
      this.tell("changed");
    }, this.#still(id));
    this.busy = false;
    if (id !== this.#shown) return;
    await this.updateComplete;
    this.find(".focus")?.scrollIntoView({ block: "nearest" });
  }

  /** The case is another now: what is shown of it stays, or is asked for again where it is more. */
  #changed(next: Case, doing: Doing | "decide"): void {
    this.tell("changed");
    if (next.id !== this.#shown) return;
    this.#take(next);
    const more = ["note", "widen", "reveal"].includes(doing);
    if (more && this.opened && next.may.includes("open")) void this.#open();
    if (doing === "decide") void this.updateComplete.then(() => this.find(".next")?.focus());
  }

  #take(next: Case): void {
    this.one = next;
    this.history = null;
    if (this.opened) this.opened = { ...this.opened, case: next };
    if (this.portal && handedOn(next, this.portal.rights.me)) this.#close(this.portal, next);
  }

  /** What is somebody else's to read leaves the screen, and this page, at once. */
  #close({ store, rights }: Portal, { id }: Case): void {
    this.opened = null;
    this.looked = null;
    dropLook(store, rights.me, id);
  }

  #approve(asked: CaseRequest): void {
    const { portal, one } = this;
    if (!portal || !one) return;
    void this.attempt(
      async () => this.#changed(await approveAsked(portal.store.port, one, asked), "deny"),
      this.#still(one.id),
    );
  }

  #tell(): void {
    const { portal, one } = this;
    this.told = true;
    if (!portal || !one || this.history) return;
    const still = this.#still(one.id);
    void this.attempt(async () => {
      const history = await caseHistory(portal.store.port, one.id);
      if (still()) this.history = history;
    }, still);
  }

  #around(portal: Portal, opened: OpenedCase): Around {
    return {
      port: portal.store.port,
      opened,
      document: portal.policy?.document ?? null,
      acts: portal.rights.acts,
      decided: (next) => this.#changed(next, "decide"),
    };
  }

  protected override render(): unknown {
    const { portal, one } = this;
    if (!portal) return nothing;
    if (!one)
      return this.problem
        ? this.failure(this.problem.detail, () => this.#begin(portal))
        : this.waiting();
    return html`<div class="column">
      ${this.#facts(one)}
      ${one.protected ? note("lock", this.t("case.protected"), "warn") : nothing}
      ${problemBox(this.problem)} ${this.#outcome(one)}
      ${one.requests
        .filter(({ state: how }) => how === "waiting")
        .map((asked) => this.#asked(asked, one, portal))}
      ${this.looked ? this.#again(this.looked) : nothing}
      ${this.opened ? this.#words(portal, this.opened) : this.#closed(one)}
      ${this.#acts(portal, one)} ${this.#history()}
    </div>`;
  }

  #act(doing: Doing, asked: CaseRequest | null = null): void {
    this.find<OnrecordAdminActing>("onrecord-admin-acting")?.start(doing, asked);
  }

  #acts(portal: Portal, one: Case): unknown {
    return this.later(
      "acting",
      () => import("./acting.ts"),
      () =>
        html`<onrecord-admin-acting
          .portal=${portal}
          .speech=${this.speech}
          .one=${one}
          .appeal=${this.opened?.appeals.find(({ state: how, dispute }) => how === "open" && !dispute)?.id ?? null}
          @done=${({ detail }: CustomEvent<Done>) => this.#changed(detail.next, detail.doing)}
        ></onrecord-admin-acting>`,
    );
  }

  #facts(one: Case): TemplateResult {
    const { speech } = this;
    const count = (key: "case.found" | "case.reports", count: number): unknown =>
      count > 0 ? html`<span>${this.t(key, { count })}</span>` : nothing;
    return html`<p class="top-facts">
        <b>${ruleName(one.trigger, this.portal?.policy?.document, speech)}</b>
        ${severity(one, speech)} ${standing(one, speech)}
        ${one.appeal?.dispute ? spoken(one, speech) : nothing} ${still(one, speech)}
        ${count("case.found", one.findings)} ${count("case.reports", one.reports)}
      </p>
      <dl class="card wide">
        ${fact(this.t("case.source"), this.t(`case.source.${one.source}`))}
        ${fact(
          this.t("case.person"),
          one.person ? html`<bdi>${one.person}</bdi>` : this.t("case.nobody"),
        )}
        ${
          one.message_state
            ? fact(this.t("case.message"), this.t(`case.message.${one.message_state}`))
            : nothing
        }
        ${fact(
          this.t("case.assignee"),
          one.assignee ? person(one.assignee, this.who(one.assignee)) : this.t("case.unassigned"),
        )}
        ${fact(
          this.t("grants.under"),
          html`${this.t("policy.version", { version: one.policy_version })} ·
          ${hash(one.policy_hash)}`,
        )}
      </dl>`;
  }

  #outcome(one: Case): unknown {
    if (one.outcomes.length === 0) return nothing;
    return html`${outcomes(one, this.speech, (id) => this.who(id))}
    ${
      one.appeal_until && one.state === "decided"
        ? note(
            "clock",
            html`${this.t("case.appeal_until")} ${moment(this.speech, one.appeal_until)}`,
          )
        : nothing
    }
    ${FIRST.some((act) => one.may.includes(act)) ? nothing : this.#next()}`;
  }

  #next(): TemplateResult {
    return html`<div class="acts">
      <button type="button" class="button primary next" @click=${() => this.tell("next")}>
        ${this.t("case.next")}
      </button>
    </div>`;
  }

  #closed(one: Case): unknown {
    if (!one.may.includes("open"))
      return note("lock", this.t(one.disposition ? "case.done" : "case.not_yours"));
    return html`${one.protected ? nothing : note("eye", this.t("case.opening"), "warn")}
      <div class="acts">
        <button
          type="button"
          class=${this.#waits(one) ? "button open" : "button primary open"}
          ?disabled=${this.busy}
          @click=${() => void this.#open()}
        >
          ${
            one.protected
              ? html`${icon("lock", 16)}${this.t("case.open_unread")}`
              : html`${icon("eye", 16)}${this.t("case.open")}`
          }
        </button>
      </div>`;
  }

  /** One comes back to what one has looked at: it is no other look, and what is newer takes one. */
  #again({ at }: Kept): TemplateResult {
    const time = this.speech.time(new Date(at).toISOString());
    return html`${note("eye", this.t("case.looked", { time }))}
      <div class="acts">
        <button
          type="button"
          class="button"
          ?disabled=${this.busy}
          @click=${() => void this.#open()}
        >
          ${icon("eye", 16)}${this.t("case.look_again")}
        </button>
      </div>`;
  }

  #words(portal: Portal, opened: OpenedCase): TemplateResult {
    const who = (id: string): string => this.who(id);
    const known = opened.people.filter(({ person_id: id }) => id !== null);
    return html`${conversation(opened, this.speech)} ${against(opened, this.speech)}
    ${opened.appeals.length > 0 ? this.#author(portal, opened) : nothing}
    ${
      opened.case.may.includes("decide")
        ? this.#deciding.render(this.#around(portal, opened), this.speech)
        : nothing
    }
    ${evidence(opened, this.speech, who, portal.policy?.document)}
    ${group(
      this.t("case.people"),
      known.map(
        ({ name, person_id: id }) =>
          html`<li class="people">${name} ${person(id ?? "", this.who(id ?? ""))}</li>`,
      ),
    )}
    ${notes(opened, this.speech, who)} ${rationale(opened, this.speech)}`;
  }

  /** Who disputes it is understood better through their eyes, where the reviewer may look so. */
  #author(portal: Portal, opened: OpenedCase): unknown {
    const draw = (): TemplateResult =>
      html`<onrecord-admin-author
        .portal=${portal}
        .speech=${this.speech}
        .opened=${opened}
      ></onrecord-admin-author>`;
    return this.later("author", () => import("./author.ts"), draw);
  }

  /** Whether something is to be decided first. */
  #waits({ requests, may }: Case): boolean {
    const me = this.portal?.rights.me;
    return may.includes("approve") && requests.some((one) => one.asked_by !== me);
  }

  /** What another reviewer asked for, and waits for a second person. */
  #asked(asked: CaseRequest, one: Case, { rights }: Portal): TemplateResult {
    const mine = asked.asked_by === rights.me;
    const may = !mine && one.may.includes("approve");
    return html`<section class="ask" aria-label=${this.t(`case.asked.${asked.kind}`)}>
      <p>
        <b>${this.t(`case.asked.${asked.kind}`)}</b> ${exactly(asked, this.speech)} ·
        <bdi>${this.who(asked.asked_by)}</bdi> · ${moment(this.speech, asked.asked_at)}
      </p>
      ${asked.reason ? html`<p class="said" dir="auto">${asked.reason}</p>` : nothing}
      ${
        asked.told
          ? html`<p class="about">${this.t("case.told")}</p>
              <p class="said" dir="auto">${asked.told}</p>`
          : nothing
      }
      ${mine ? html`<p>${this.t("grants.own")}</p>` : nothing}
      ${
        may
          ? html`<div class="acts">
              <button type="button" class="button primary" @click=${() => this.#approve(asked)}>
                ${icon("check", 16)}${this.t("grants.approve")}
              </button>
              <button type="button" class="button danger" @click=${() => this.#act("deny", asked)}>
                ${this.t("grants.deny")}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #wait(): unknown {
    return this.told ? this.waiting(2) : nothing;
  }

  #history(): TemplateResult {
    return html`<details
      @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && this.#tell()}
    >
      <summary>${this.t("case.history")}</summary>
      <div>
        ${
          this.history
            ? html`<ol class="column">
                ${this.history.map(
                  (one) =>
                    html`<li class="entry">
                      <span>${toldOf(one, this.speech)}</span>${moment(this.speech, one.at)}
                      <span class="about"
                        ><bdi>${toldBy(one, this.speech, (id) => this.who(id))}</bdi> ·
                        #${one.position}</span
                      >
                    </li>`,
                )}
              </ol>`
            : this.#wait()
        }
      </div>
    </details>`;
  }
}
