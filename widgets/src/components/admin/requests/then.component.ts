import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { showThen } from "../../../core/oversight/grants.ts";
import type {
  AsOf,
  Grant,
  GrantedConversation,
  Member,
  MessageThen,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { bodyStyles } from "../../body/body.ts";
import { emptyState } from "../../states/states.ts";
import { type Eyes, exactly, fieldOf, momentOf, zone } from "../eyes.ts";
import { Form } from "../form.ts";
import { badge, note, person, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { line } from "./lines.ts";
import { saidStyles } from "./said.styles.ts";
import { thenStyles } from "./then.styles.ts";

/** The replies to a message that are shown, the earliest first, and where there are older ones. */
interface Below {
  readonly lines: readonly MessageThen[];
  readonly older: number | null;
}

/**
 * A granted conversation as one person saw it at a moment. Nothing is looked at until one says so: each
 * look, each step and each page is on the record.
 */
export class OnrecordAdminThen extends AdminSection {
  static override styles = [...AdminSection.styles, bodyStyles, saidStyles, thenStyles];

  @property({ attribute: false }) grant: Grant | null = null;
  @property({ attribute: false }) place: GrantedConversation | null = null;
  /** Those of the conversation who are known so far. */
  @property({ attribute: false }) people: readonly string[] = [];
  /** What a link filled in. */
  @property({ attribute: false }) eyes: Eyes | null = null;

  @state() private seen: AsOf | null = null;
  @state() private lines: readonly MessageThen[] = [];
  @state() private below: ReadonlyMap<string, Below> = new Map();
  @state() private viewer = "";
  @state() private at = "";
  /** Whether the dates of the grant end before the moment that was asked for. */
  @state() private cut = false;
  /** Whether more of what is shown is on its way. */
  @state() private busy = false;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #names = new Map<string, string>();
  /** Counts the looks: an answer to one that is shown no more is dropped. */
  #round = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("place") || changed.has("eyes")) this.#begin();
    if (changed.has("grant") && this.grant?.state !== "open") this.#forget();
  }

  #begin(): void {
    this.#forget();
    const { eyes, place } = this;
    this.viewer = eyes?.viewer ?? "";
    this.at = eyes?.at ?? (place?.last_at || new Date().toISOString());
  }

  #forget(): void {
    this.#next();
    this.#names.clear();
    this.seen = null;
    this.lines = [];
    this.below = new Map();
    this.problem = null;
    this.#form.clear();
  }

  /** Show another thing; the answer tells whether it is still that one. */
  #next(): () => boolean {
    const round = (this.#round += 1);
    this.busy = false;
    return () => round === this.#round;
  }

  // -- looking -----------------------------------------------------------------------------------

  #submitted(event: Event): void {
    event.preventDefault();
    const typed = this.#typed("at");
    const at = typed === fieldOf(this.at) ? this.at : momentOf(typed);
    this.#form.mark("at", this.#wrong(at));
    const viewer = this.#typed("viewer");
    if (viewer) void this.#look(viewer, at);
  }

  #typed(name: string): string {
    return (
      (this.find(`[name=${name}]`) as HTMLInputElement | HTMLSelectElement | null)?.value ?? ""
    );
  }

  #wrong(at: string): string {
    if (!at) return this.t("grants.then_moment_missing");
    return Date.parse(at) > Date.now() ? this.t("grants.then_to_come") : "";
  }

  /** To another moment; what was typed and not looked at is forgotten. */
  #step(viewer: string, at: string | null): void {
    this.#form.mark("at", "");
    if (at !== null) void this.#look(viewer, at);
  }

  async #look(viewer: string, at: string): Promise<void> {
    const { portal, grant, place } = this;
    if (!portal || !grant || !place || this.#form.busy) return;
    const asked = { grant_id: grant.id, conversation_id: place.id, viewer, at };
    await this.#form.send(async () => {
      const still = this.#next();
      try {
        const seen = await showThen(portal.store.port, asked);
        if (still()) this.#take(seen, at);
      } catch (error) {
        if (still()) this.#refused(error);
      }
    });
  }

  /** What was seen before leaves the screen, and what is refused now is said in its place. */
  #refused(error: unknown): never {
    this.seen = null;
    this.problem = null;
    throw error;
  }

  #take(seen: AsOf, asked: string): void {
    this.#names.clear();
    this.#learn(seen);
    this.seen = seen;
    this.viewer = seen.viewer;
    this.at = seen.at;
    this.cut = Date.parse(seen.at) < Date.parse(asked);
    this.lines = [...seen.data].reverse();
    this.below = new Map();
    this.problem = null;
  }

  #learn({ members, people }: AsOf): void {
    for (const { person_id: id, name } of [...members, ...people]) this.#names.set(id, name);
  }

  /** Somebody as they were called then; who was not there then as they are called now. */
  #named = (id: string): string => this.#names.get(id) ?? this.who(id);

  /** More of what is shown: older messages, or replies to one. */
  async #more(thread: string | null, before: number | null): Promise<void> {
    const { portal, grant, seen } = this;
    if (!portal || !grant || !seen || this.#waits) return;
    this.busy = true;
    const { conversation_id, viewer, at } = seen;
    const asked = { grant_id: grant.id, conversation_id, viewer, at, thread_id: thread, before };
    const round = this.#round;
    const still = (): boolean => round === this.#round;
    await this.attempt(async () => {
      const page = await showThen(portal.store.port, asked);
      if (!still()) return;
      this.#learn(page);
      if (thread === null) this.#older(seen, page);
      else this.#replies(thread, page);
    }, still);
    if (still()) this.busy = false;
  }

  /** Whether an answer is on its way: nothing more is asked for until it is there. */
  get #waits(): boolean {
    return this.busy || this.#form.busy;
  }

  #older(seen: AsOf, page: AsOf): void {
    const withheld = seen.withheld + page.withheld;
    this.seen = { ...seen, withheld, next_before: page.next_before };
    this.lines = [...[...page.data].reverse(), ...this.lines];
  }

  #replies(thread: string, page: AsOf): void {
    const lines = [...[...page.data].reverse(), ...(this.below.get(thread)?.lines ?? [])];
    this.below = new Map(this.below).set(thread, { lines, older: page.next_before });
  }

  // -- what is shown -----------------------------------------------------------------------------

  protected override render(): unknown {
    const { grant, seen } = this;
    if (grant?.state !== "open") return note("lock", this.t("grants.then_over"), "warn");
    return html`<div class="column">
      ${this.#asked()} ${this.#form.box()} ${problemBox(this.problem)}
      <div class="column" role="status">${seen ? this.#banner(seen, grant) : nothing}</div>
      ${seen ? this.#shown(seen) : nothing}
    </div>`;
  }

  #asked(): TemplateResult {
    const hint = this.t("grants.then_zone", { zone: zone() });
    return html`<p class="about">${this.t("grants.then_about")}</p>
      <form novalidate @submit=${(event: Event) => this.#submitted(event)}>
        <div class="pair">
          ${this.#whose()}
          ${this.#form.field(
            { name: "at", label: this.t("grants.then_at"), hint },
            ({ id, invalid, describes }) =>
              html`<input
                class="field"
                type="datetime-local"
                step="1"
                id=${id}
                name="at"
                .value=${fieldOf(this.at)}
                aria-invalid=${invalid}
                aria-describedby=${describes}
              />`,
          )}
        </div>
        <div class="acts">
          <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
            ${icon("eye", 16)}${this.t("grants.then_look")}
          </button>
        </div>
      </form>`;
  }

  #whose(): TemplateResult {
    return this.#form.field(
      { name: "viewer", label: this.t("grants.then_viewer") },
      ({ id, invalid, describes }) =>
        html`<select
          class="field"
          id=${id}
          name="viewer"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        >
          ${this.#known().map(
            (one) =>
              html`<option value=${one} ?selected=${one === this.viewer}>${this.who(one)}</option>`,
          )}
        </select>`,
    );
  }

  /** Those whom one may choose: who was there then, too, once that is known; never oneself. */
  #known(): string[] {
    const { people, viewer, seen, portal, speech } = this;
    const then = (seen?.members ?? []).map(({ person_id: id }) => id);
    const all = new Set([...people, ...then, ...(viewer ? [viewer] : [])]);
    all.delete(portal?.rights.me ?? "");
    return [...all].sort((a, b) => speech.compare(this.who(a), this.who(b)));
  }

  #banner(seen: AsOf, { deferred_until: later }: Grant): unknown {
    const about = { name: this.#named(seen.viewer), moment: exactly(seen.at, this.speech) };
    const told = this.t(later ? "grants.then_recorded_later" : "grants.then_recorded");
    return html`${note("eye", `${this.t("grants.then_eyes", about)} ${told}`, "warn")}
    ${this.cut ? note("clock", this.t("grants.then_cut")) : nothing}`;
  }

  #shown(seen: AsOf): unknown {
    return html`${this.#steps(seen)}
    ${seen.role === null ? this.#out(seen) : html`${this.#room(seen)} ${this.#said(seen)}`}`;
  }

  #steps({ viewer, before_at: back, next_at: forth }: AsOf): TemplateResult {
    const step = (key: "grants.then_back" | "grants.then_forth", at: string | null): unknown =>
      html`<button
        type="button"
        class="button"
        aria-disabled=${at === null ? "true" : "false"}
        @click=${() => this.#step(viewer, at)}
      >
        ${this.t(key)}
      </button>`;
    return html`<div class="acts" role="group" aria-label=${this.t("grants.then_steps")}>
      ${step("grants.then_back", back)} ${step("grants.then_forth", forth)}
    </div>`;
  }

  /** Who was there before, as far as the grant goes, has something to step back to. */
  #out({ viewer, before_at: back }: AsOf): TemplateResult {
    const how = back === null ? "grants.then_out" : "grants.then_away";
    const name = this.who(viewer);
    return emptyState("lock", this.t(how, { name }), this.t(`${how}_next`));
  }

  #room(seen: AsOf): TemplateResult {
    const { title, archived, members, member_count: count } = seen;
    const rest = count - members.length;
    return html`<section class="card" aria-labelledby="room">
      <h4 id="room" dir="auto">
        ${title || this.t(`grants.kind.${this.place?.kind ?? "group"}`)}
        ${archived ? badge("plain", this.t("grants.then_archived")) : nothing}
      </h4>
      <p class="about">${this.t("grants.then_room", { count })}</p>
      <ul class="room">
        ${members.map((one) => this.#member(one))}
        ${rest > 0 ? html`<li>${this.t("grants.more_people", { count: rest })}</li>` : nothing}
      </ul>
    </section>`;
  }

  #member({ person_id: id, name, role, read_position: mark }: Member): TemplateResult {
    const read = this.#read(mark);
    return html`<li class="people">
      ${person(id, name)} ${role === "member" ? nothing : badge("plain", this.t(`role.${role}`))}
      ${read ? html`<span class="about">${read}</span>` : nothing}
    </li>`;
  }

  /** How far somebody had read; of announcements it is told of nobody. */
  #read(mark: number): string {
    if (mark < 0) return this.place?.kind === "announcement" ? "" : this.t("grants.then_read_none");
    return this.t("grants.then_read", { count: this.lines.filter(isBy(mark)).length });
  }

  #said(seen: AsOf): unknown {
    const { withheld, next_before: older } = seen;
    return html`${older === null ? nothing : this.#olderButton(null, older)}
    ${withheld > 0 ? note("lock", this.t("grants.withheld", { count: withheld })) : nothing}
    ${
      this.lines.length === 0
        ? note("info", this.t("grants.then_empty"))
        : html`<ol class="lines">
            ${this.lines.map((one, at) => this.#line(one, at, seen))}
          </ol>`
    }`;
  }

  #olderButton(thread: string | null, before: number): TemplateResult {
    return this.#moreButton(this.t("grants.older"), thread, before);
  }

  /** It keeps the focus while it waits. */
  #moreButton(label: unknown, thread: string | null, before: number | null): TemplateResult {
    const waits = this.#waits ? "true" : "false";
    return html`<button
      type="button"
      class="button"
      aria-disabled=${waits}
      aria-busy=${waits}
      @click=${() => void this.#more(thread, before)}
    >
      ${label}
    </button>`;
  }

  /** Below the last message that they had read stands that they had. */
  #line(one: MessageThen, at: number, { viewer, members }: AsOf): TemplateResult {
    const mark = members.find(({ person_id: id }) => id === viewer)?.read_position ?? -1;
    const next = this.lines[at + 1];
    const last = isBy(mark)(one) && next !== undefined && !isBy(mark)(next);
    const name = this.#named(viewer);
    return html`${line(one, this.speech, this.#named, this.#thread(one))}
    ${last ? html`<li class="read">${this.t("grants.then_read_to", { name })}</li>` : nothing}`;
  }

  #thread({ message: { id, thread } }: MessageThen): unknown {
    const shown = this.below.get(id);
    if (shown)
      return html`${shown.older === null ? nothing : this.#olderButton(id, shown.older)}
        <ol class="lines">
          ${shown.lines.map((one) => line(one, this.speech, this.#named))}
        </ol>`;
    if (!thread || thread.replies === 0) return nothing;
    const label = this.t("grants.then_replies", { count: thread.replies });
    return this.#moreButton(html`${icon("thread", 16)}${label}`, id, null);
  }
}

/** Whether a message stood at a place or before it. */
function isBy(mark: number): (one: MessageThen) => boolean {
  return ({ message: { position } }) => position !== null && position <= mark;
}
