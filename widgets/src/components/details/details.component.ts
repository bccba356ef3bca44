import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { LazyParts } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import { myId } from "../../base/state.ts";
import { report } from "../../core/judging/actions.ts";
import { addToSpace } from "../../core/spaces/actions.ts";
import { moderates } from "../../core/spaces/slice.ts";
import { conversationTitle, subjectTitle } from "../../core/selectors.ts";
import type { ChatStore, ConversationState } from "../../core/types.ts";
import type { Conversation, Member, MemberRole, Person } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { avatarStyles, personAvatar } from "../avatar/avatar.ts";
import type { OnrecordReport } from "../judged/report.component.ts";
import type { OnrecordPeople } from "../people/people.component.ts";
import { skeletonRows, stateStyles } from "../states/states.ts";
import { detailsStyles } from "./details.styles.ts";

const ROLES: readonly MemberRole[] = ["owner", "moderator", "member"];
const FIRST = 100;
const TITLE_LIMIT = 200;

/** Who is in a conversation and what may be done about it. */
export class OnrecordDetails extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, avatarStyles, stateStyles, detailsStyles];

  readonly #lazy = new LazyParts(this);
  @state() private mode: "rest" | "add" | "rename" | "leave" = "rest";
  @state() private people: readonly Person[] = [];
  @state() private all = false;
  @state() private guests = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("view");
    if (
      !changed.has("view") ||
      (before && "conversation" in before && before.conversation === this.#id())
    )
      return;
    this.mode = "rest";
    this.all = false;
  }

  #id(): string {
    return this.view?.kind === "details" ? this.view.conversation : "";
  }

  get #conversation(): ConversationState | null {
    return this.state?.conversations[this.#id()] ?? null;
  }

  get #info(): Conversation | undefined {
    return this.#conversation?.info;
  }

  get #me(): string {
    return this.state ? myId(this.state) : "";
  }

  #do(work: (store: ChatStore, id: string) => Promise<unknown>): void {
    const { store } = this;
    if (store) void this.attempt(() => work(store, this.#id()));
  }

  #moderates(): boolean {
    const info = this.#info;
    return info !== undefined && info.kind !== "direct" && info.role !== "member";
  }

  /** In what is archived nobody comes, goes or gets another role. */
  #changes(): boolean {
    return this.#moderates() && this.#info?.archived === false;
  }

  /** Guests come in through the space, from those who lead it. */
  #invites(): boolean {
    const space = this.state?.spaces[this.#info?.space_id ?? ""];
    return space !== undefined && moderates(space);
  }

  /** Moderators remove plain members; only owners remove their peers. */
  #removes(role: MemberRole): boolean {
    return this.#changes() && (role === "member" || this.#info?.role === "owner");
  }

  #members(): Member[] {
    const members = Object.values(this.#conversation?.members ?? {});
    const rank = (member: Member): number => ROLES.indexOf(member.role);
    return members.sort((a, b) => rank(a) - rank(b) || this.speech.compare(a.name, b.name));
  }

  #enter(mode: "rest" | "add" | "rename" | "leave"): void {
    this.mode = mode;
    this.people = [];
    this.guests = false;
    void this.updateComplete.then(() => {
      this.find<OnrecordPeople>("onrecord-people")?.clear();
      this.find("onrecord-people, .rename input, .sure .danger")?.focus();
    });
  }

  #rename(event: SubmitEvent): void {
    event.preventDefault();
    const title = this.find<HTMLInputElement>(".rename input")?.value.trim() ?? "";
    this.#enter("rest");
    if (title && title !== this.#info?.title) this.#do((store, id) => store.rename(id, title));
  }

  #add(): void {
    const kept = this.find<HTMLInputElement>(".past:not(.guests) input")?.checked ?? true;
    const members = this.people.map((person) => person.id);
    const { guests } = this;
    this.#enter("rest");
    const history = kept ? "all" : "from_now";
    if (members.length === 0) return;
    this.#do((store, id) =>
      guests ? this.#addGuests(store, id, members) : store.addMembers(id, members, history),
    );
  }

  async #addGuests(store: ChatStore, id: string, members: string[]): Promise<void> {
    const space = this.#info?.space_id ?? "";
    await addToSpace(store.port, { space_id: space, members, role: "guest", channel_id: id });
    await store.loadMembers(id);
  }

  protected override render(): TemplateResult {
    const info = this.#info;
    const inside = html`${this.#title()} ${this.#settings()} ${this.#membersPart()} ${this.#ends()}`;
    return html`${this.frame(this.t("details.title"), info ? inside : nothing)}
    ${this.#lazy.dialog(
      "onrecord-report",
      () => html`<onrecord-report exportparts=${PARTS} .speech=${this.speech}></onrecord-report>`,
    )}`;
  }

  #settings(): TemplateResult | typeof nothing {
    const { store } = this;
    const info = this.#info;
    if (!info || !store || !this.#moderates()) return nothing;
    return html`<onrecord-settings
      .speech=${this.speech}
      .port=${store.port}
      .info=${info}
      @audience=${() => this.side?.open({ kind: "audience", conversation: info.id })}
    ></onrecord-settings>`;
  }

  #heading(): string {
    const [now, info] = [this.state, this.#info];
    return (now && info && conversationTitle(now, info)) || this.t("conversation.untitled");
  }

  #about(subject: string): string {
    return this.state ? subjectTitle(this.state, subject) : subject;
  }

  #title(): TemplateResult {
    const info = this.#info;
    if (this.mode === "rename")
      return html`<form class="rename" @submit=${this.#rename}>
        <input
          class="field"
          dir="auto"
          maxlength=${TITLE_LIMIT}
          .value=${info?.title ?? ""}
          aria-label=${this.t("details.title_field")}
        />
        <button type="submit" class="button primary">${this.t("action.save")}</button>
      </form>`;
    return html`<section class="about">
      <h3><bdi>${this.#heading()}</bdi></h3>
      ${
        info?.subject
          ? html`<p>${this.t("details.subject")} <bdi>${this.#about(info.subject)}</bdi></p>`
          : nothing
      }
      ${
        this.#changes()
          ? html`<button type="button" class="button" @click=${() => this.#enter("rename")}>
              ${icon("edit", 16)}${this.t("details.rename")}
            </button>`
          : nothing
      }
    </section>`;
  }

  #membersPart(): TemplateResult {
    const members = this.#members();
    const shown = this.all ? members : members.slice(0, FIRST);
    return html`<section aria-labelledby="members">
      ${this.#membersLine()} ${this.mode === "add" ? this.#adding() : nothing}
      ${this.#conversation?.members ? nothing : skeletonRows(this.t("wait.message"), 3)}
      <ul>
        ${repeat(
          shown,
          (member) => member.person_id,
          (member) => html`<li>${this.#member(member)}</li>`,
        )}
      </ul>
      ${
        shown.length < members.length
          ? html`<button type="button" class="button" @click=${() => (this.all = true)}>
              ${this.t("details.more")}
            </button>`
          : nothing
      }
    </section>`;
  }

  #membersLine(): TemplateResult {
    const count = this.#info?.member_count ?? 0;
    return html`<div class="line">
      <h4 id="members">${this.t("details.members")} <span>${this.speech.number(count)}</span></h4>
      ${
        this.#changes() && this.mode !== "add"
          ? html`<button type="button" class="button quiet" @click=${() => this.#enter("add")}>
              ${icon("userPlus", 16)}${this.t("details.add")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #adding(): TemplateResult {
    return html`<div class="adding">
      <onrecord-people
        exportparts=${PARTS}
        .speech=${this.speech}
        .search=${(query: string) => this.store?.searchPeople(query)}
        .without=${new Set(Object.keys(this.#conversation?.members ?? {}))}
        @change=${(event: CustomEvent<readonly Person[]>) => (this.people = event.detail)}
      ></onrecord-people>
      ${this.#invites() ? this.#asGuests() : nothing}
      ${
        this.guests
          ? nothing
          : html`<label class="past"
              ><input type="checkbox" checked /> <span>${this.t("details.history")}</span></label
            >`
      }
      <div class="pair">
        <button type="button" class="button quiet" @click=${() => this.#enter("rest")}>
          ${this.t("action.cancel")}
        </button>
        <button
          type="button"
          class="button primary"
          ?disabled=${this.people.length === 0}
          @click=${() => this.#add()}
        >
          ${this.t("action.add")}
        </button>
      </div>
    </div>`;
  }

  #asGuests(): TemplateResult {
    return html`<label class="past guests"
      ><input
        type="checkbox"
        .checked=${this.guests}
        @change=${(event: Event) => (this.guests = (event.target as HTMLInputElement).checked)}
      />
      <span
        >${this.t("details.guests")}<small>${this.t("details.guests_about")}</small></span
      ></label
    >`;
  }

  #member(member: Member): TemplateResult {
    const { person_id: id, name, role } = member;
    const mine = id === this.#me;
    return html`${personAvatar(id, name, mine ? "active" : this.state?.presence[id])}
      <span class="who clip"
        ><bdi>${name}</bdi
        >${mine ? html` <small>(${this.t("details.you")})</small>` : nothing}</span
      >
      ${this.#role(member)} ${mine ? nothing : this.#reporting(member)}
      ${
        !mine && this.#removes(role)
          ? html`<button
              type="button"
              class="icon"
              aria-label=${this.t("details.remove", { name })}
              title=${this.t("details.remove", { name })}
              @click=${() => this.#do((store, at) => store.removeMember(at, id))}
            >
              ${icon("userMinus", 16)}
            </button>`
          : nothing
      }`;
  }

  /** Telling those who review of somebody; there is nobody to tell without a policy. */
  #reporting(member: Member): unknown {
    if (!this.state?.policy?.version) return nothing;
    const label = this.t("details.report", { name: member.name });
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      @click=${() => this.#report(member)}
    >
      ${icon("flag", 16)}
    </button>`;
  }

  #report({ person_id: person, name }: Member): void {
    const { store } = this;
    if (!store) return;
    const policy = store.state.policy?.version ?? null;
    void this.#lazy.summon<OnrecordReport>("onrecord-report", (it) =>
      it.ask({ person, name, policy }, (said) => report(store.port, said)),
    );
  }

  #role({ person_id: id, name, role }: Member): unknown {
    const info = this.#info;
    if (info?.kind === "direct") return nothing;
    if (info?.role !== "owner" || info.archived || id === this.#me)
      return role === "member" ? nothing : html`<small>${this.t(`role.${role}`)}</small>`;
    return html`<select
      aria-label=${this.t("details.role", { name })}
      @change=${(event: Event) => {
        const wanted = (event.target as HTMLSelectElement).value as MemberRole;
        this.#do((store, at) => store.changeMember(at, id, wanted));
      }}
    >
      ${ROLES.map(
        (one) =>
          html`<option value=${one} ?selected=${one === role}>${this.t(`role.${one}`)}</option>`,
      )}
    </select>`;
  }

  #ends(): unknown {
    const info = this.#info;
    if (!info) return nothing;
    return html`<section class="ends">
      <button
        type="button"
        class="choice"
        @click=${() => this.#do((store, id) => store.mute(id, !info.muted))}
      >
        ${icon(info.muted ? "bell" : "mute")}
        ${this.t(info.muted ? "conversation.unmute" : "conversation.mute")}
      </button>
      ${info.kind === "direct" || info.archived ? nothing : this.#leaving()}
    </section>`;
  }

  #leave(): void {
    this.#do(async (store, id) => {
      await store.removeMember(id, this.#me);
      this.side?.left(id);
    });
  }

  #leaving(): TemplateResult {
    if (this.mode !== "leave")
      return html`<button type="button" class="choice danger" @click=${() => this.#enter("leave")}>
        ${icon("leave")} ${this.t("details.leave")}
      </button>`;
    return html`<div class="sure" role="alert">
      <p>${this.t("details.leave_sure")}</p>
      <div class="pair">
        <button type="button" class="button quiet" @click=${() => this.#enter("rest")}>
          ${this.t("action.cancel")}
        </button>
        <button type="button" class="button danger" @click=${() => this.#leave()}>
          ${this.t("details.leave")}
        </button>
      </div>
    </div>`;
  }
}
