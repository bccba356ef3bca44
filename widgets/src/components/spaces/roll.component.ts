import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { PARTS } from "../../base/parts.ts";
import { myId } from "../../base/state.ts";
import type { Port } from "../../core/port.ts";
import {
  addToSpace,
  changeRole,
  channelsOf,
  removeFromSpace,
  spaceMembers,
} from "../../core/spaces/actions.ts";
import type { Channel, Person, SpaceMember, SpaceRole } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";
import type { OnrecordPeople } from "../people/people.component.ts";
import "../people/people.ts";
import { emptyState, skeletonRows } from "../states/states.ts";
import { roleField } from "./field.ts";
import { SpacePanel } from "./parts.ts";

const PAUSE_MS = 200;
const RANK: Readonly<Record<SpaceRole, number>> = { guest: 0, member: 1, moderator: 2, owner: 3 };
const ROLES: readonly SpaceRole[] = ["member", "moderator", "owner"];

/** Who is in a space, in which role, by hand or by rule. */
export class OnrecordRoll extends SpacePanel {
  @state() private members: readonly SpaceMember[] | null = null;
  @state() private cursor: string | null = null;
  @state() private adding = false;
  @state() private people: readonly Person[] = [];
  @state() private given: SpaceRole = "member";
  /** Where a guest may be; null while it is asked for. */
  @state() private channels: readonly Channel[] | null = null;
  @state() private channel = "";

  #query = "";
  #loaded = "";
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("view")) {
      this.adding = false;
      this.#query = "";
    }
    const key = `${this.spaceId} ${this.tick}`;
    if (this.#loaded === key) return;
    this.#loaded = key;
    void this.attempt(() => this.#load(null));
  }

  async #load(cursor: string | null): Promise<void> {
    const { store } = this;
    if (!store || this.view?.kind !== "roll") return;
    this.#round += 1;
    const round = this.#round;
    const page = await spaceMembers(store.port, this.spaceId, this.#query, cursor);
    if (round !== this.#round) return;
    this.members = cursor === null ? page.data : [...(this.members ?? []), ...page.data];
    this.cursor = page.next_cursor;
  }

  #typed(event: InputEvent): void {
    this.#query = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.attempt(() => this.#load(null)), PAUSE_MS);
  }

  /** Do something with the people of the space, and show who is in it then. */
  protected async act(work: (port: Port) => Promise<unknown>): Promise<void> {
    const { store } = this;
    if (!store) return;
    await this.attempt(async () => {
      await work(store.port);
      await this.#load(null);
    });
  }

  #add(): void {
    const members = this.people.map(({ id }) => id);
    const { given: role, channel } = this;
    const where = role === "guest" ? { channel_id: channel } : {};
    this.adding = false;
    this.people = [];
    if (members.length > 0)
      void this.act((port) =>
        addToSpace(port, { space_id: this.spaceId, members, role, ...where }),
      );
  }

  #begin(): void {
    this.adding = true;
    this.people = [];
    this.given = "member";
    void this.updateComplete.then(() => {
      this.find<OnrecordPeople>("onrecord-people")?.clear();
      this.find("onrecord-people")?.focus();
    });
  }

  #give(role: SpaceRole): void {
    this.given = role;
    if (role === "guest") void this.attempt(() => this.#loadChannels());
  }

  async #loadChannels(): Promise<void> {
    const { store, spaceId: id } = this;
    if (!store) return;
    this.channels = null;
    const { data } = await channelsOf(store.port, id, null);
    if (id !== this.spaceId) return;
    this.channels = data.filter(({ archived }) => !archived);
    this.channel = this.channels[0]?.id ?? "";
  }

  #ready(): boolean {
    return this.people.length > 0 && (this.given !== "guest" || this.channel !== "");
  }

  /** Owners change everybody, moderators those below them. */
  #may(role: SpaceRole): boolean {
    const mine = this.space?.role ?? "guest";
    return mine === "owner" || (mine === "moderator" && RANK[role] < RANK[mine]);
  }

  protected override render(): TemplateResult {
    const open = this.moderates && this.space?.archived === false;
    const inside = html`<input
        type="search"
        class="field"
        autocomplete="off"
        placeholder=${this.t("roll.find")}
        aria-label=${this.t("roll.find")}
        @input=${this.#typed}
      />
      ${this.adding ? this.#picking() : nothing} ${this.#list()}`;
    const foot = html`<button type="button" class="button primary" @click=${() => this.#begin()}>
      ${icon("userPlus", 16)}${this.t("details.add")}
    </button>`;
    return this.frame(this.t("space.people"), inside, {
      foot: open && !this.adding ? foot : nothing,
    });
  }

  #picking(): TemplateResult {
    const known = (this.members ?? []).map(({ person_id: id }) => id);
    return html`<div class="form">
      <onrecord-people
        exportparts=${PARTS}
        .speech=${this.speech}
        .search=${(query: string) => this.store?.searchPeople(query)}
        .without=${new Set(known)}
        @change=${(event: CustomEvent<readonly Person[]>) => (this.people = event.detail)}
      ></onrecord-people>
      ${this.#giving()} ${this.given === "guest" ? this.#placing() : nothing}
      <div class="pair end">
        <button type="button" class="button quiet" @click=${() => (this.adding = false)}>
          ${this.t("action.cancel")}
        </button>
        <button
          type="button"
          class="button primary"
          ?disabled=${!this.#ready()}
          @click=${() => this.#add()}
        >
          ${this.t("action.add")}
        </button>
      </div>
    </div>`;
  }

  #giving(): TemplateResult {
    const mine = RANK[this.space?.role ?? "guest"];
    const roles: readonly SpaceRole[] = [...ROLES.filter((one) => RANK[one] <= mine), "guest"];
    return roleField(this.speech, "roll.as", roles, this.given, (role) => this.#give(role));
  }

  /** A guest is in one channel and sees nothing else of the space. */
  #placing(): TemplateResult {
    const { channels } = this;
    if (!channels) return this.failed ? html`` : skeletonRows(this.t("wait.message"), 1);
    if (channels.length === 0) return html`<p class="hint">${this.t("roll.no_channels")}</p>`;
    return html`<label class="labelled"
      ><span>${this.t("roll.channel")}</span
      ><select
        class="field"
        name="channel"
        @change=${(event: Event) => (this.channel = (event.target as HTMLSelectElement).value)}
      >
        ${channels.map(
          ({ id, title }) =>
            html`<option value=${id} ?selected=${id === this.channel}>${title}</option>`,
        )}
      </select></label
    >`;
  }

  #list(): TemplateResult {
    if (!this.members) return skeletonRows(this.t("wait.message"), 6);
    if (this.members.length === 0) return emptyState("search", this.t("roster.nobody"), "");
    return html`<ul class="list">
        ${repeat(
          this.members,
          ({ person_id: id }) => id,
          (member) => html`<li class="item person">${this.#member(member)}</li>`,
        )}
      </ul>
      ${
        this.cursor
          ? html`<button
              type="button"
              class="button"
              @click=${() => void this.attempt(() => this.#load(this.cursor))}
            >
              ${this.t("list.more")}
            </button>`
          : nothing
      }`;
  }

  #member(member: SpaceMember): TemplateResult {
    const { person_id: id, name, role, source } = member;
    const mine = this.state !== null && id === myId(this.state);
    return html`${personAvatar(id, name)}
      <div class="words">
        <b class="clip" dir="auto">${name}</b>
        <small
          >${mine ? html`${this.t("details.you")} · ` : nothing}${this.t(`roll.${source}`)}</small
        >
      </div>
      <div class="pair">${!mine && this.#may(role) ? this.#ways(member) : this.#role(role)}</div>`;
  }

  #role(role: SpaceRole): unknown {
    return role === "member"
      ? nothing
      : html`<span class="mark">${this.t(`space.role_${role}`)}</span>`;
  }

  #ways({ person_id: id, name, role }: SpaceMember): TemplateResult {
    const mine = RANK[this.space?.role ?? "guest"];
    const roles = ROLES.filter((one) => RANK[one] <= mine);
    const offered = role === "guest" ? (["guest", ...roles] as const) : roles;
    return html`<select
        class="small"
        aria-label=${this.t("details.role", { name })}
        @change=${(event: Event) => {
          const wanted = (event.target as HTMLSelectElement).value as SpaceRole;
          void this.act((port) => changeRole(port, this.spaceId, id, wanted));
        }}
      >
        ${offered.map(
          (one) =>
            html`<option value=${one} ?selected=${one === role}>
              ${this.t(`space.role_${one}`)}
            </option>`,
        )}
      </select>
      <button
        type="button"
        class="icon"
        aria-label=${this.t("details.remove", { name })}
        title=${this.t("details.remove", { name })}
        @click=${() => void this.act((port) => removeFromSpace(port, this.spaceId, id))}
      >
        ${icon("userMinus", 16)}
      </button>`;
  }
}
