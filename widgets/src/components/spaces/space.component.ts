import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import {
  archiveSpace,
  channelsOf,
  decide,
  joinChannel,
  leaveSpace,
  spaceRequests,
  updateSpace,
} from "../../core/spaces/actions.ts";
import type { Port } from "../../core/port.ts";
import type { Channel, Space, SpaceAccess, SpaceRequest } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import type { TextKey } from "../../base/speech.ts";
import { personAvatar, placeIcon } from "../avatar/avatar.ts";
import { emptyState, skeletonRows } from "../states/states.ts";
import { SpacePanel, facts } from "./parts.ts";

const ACCESSES: readonly SpaceAccess[] = ["open", "request", "closed"];

type Mode = "rest" | "edit" | "leave" | "archive";

/** One space: what it is, its channels, who asks to be let in, and what may be done about it. */
export class OnrecordSpace extends SpacePanel {
  @state() private mode: Mode = "rest";
  @state() private channels: readonly Channel[] | null = null;
  @state() private cursor: string | null = null;
  @state() private requests: readonly SpaceRequest[] = [];

  #loaded = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("view")) this.mode = "rest";
    const key = `${this.spaceId} ${this.tick} ${this.space?.role ?? ""}`;
    if (this.#loaded === key || !this.space) return;
    if (!this.#loaded.startsWith(`${this.spaceId} `)) this.channels = null;
    this.#loaded = key;
    void this.attempt(() => this.#load());
  }

  async #load(): Promise<void> {
    const { store, spaceId: id } = this;
    if (!store) return;
    const [channels, requests] = await Promise.all([
      channelsOf(store.port, id, null),
      this.moderates ? spaceRequests(store.port, id) : null,
    ]);
    if (id !== this.spaceId) return;
    this.channels = channels.data;
    this.cursor = channels.next_cursor;
    this.requests = requests?.data ?? [];
  }

  async #more(): Promise<void> {
    const { store } = this;
    if (!store) return;
    const page = await channelsOf(store.port, this.spaceId, this.cursor);
    this.channels = [...(this.channels ?? []), ...page.data];
    this.cursor = page.next_cursor;
  }

  #do(work: (port: Port) => Promise<unknown>): void {
    const { store } = this;
    this.mode = "rest";
    if (store) void this.attempt(() => work(store.port));
  }

  protected override render(): TemplateResult {
    const { space } = this;
    if (!space)
      return this.frame(
        this.t("space.title"),
        emptyState("compass", this.t("space.gone"), this.t("space.gone_next")),
      );
    return this.frame(
      this.t("space.title"),
      html`${this.mode === "edit" ? this.#editing(space) : this.#about(space)}
      ${this.requests.length > 0 ? this.#asking() : nothing} ${this.#places(space)}
      ${this.#ways(space)}`,
    );
  }

  #about(space: Space): TemplateResult {
    return html`<section class="form">
      <h3 class="title"><bdi>${space.title}</bdi></h3>
      ${facts(space, this.speech)}
      ${space.about ? html`<p class="about" dir="auto">${space.about}</p>` : nothing}
      ${
        this.moderates && !space.archived
          ? html`<div>
              <button type="button" class="button" @click=${() => (this.mode = "edit")}>
                ${icon("edit", 16)}${this.t("action.edit")}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #editing(space: Space): TemplateResult {
    return html`<form class="form" @submit=${this.#save}>
      <label class="labelled"
        ><span>${this.t("founding.title")}</span
        ><input class="field" name="title" dir="auto" maxlength="80" required .value=${space.title}
      /></label>
      <label class="labelled"
        ><span>${this.t("founding.about")}</span
        ><textarea
          class="field"
          name="about"
          dir="auto"
          maxlength="1000"
          .value=${space.about}
        ></textarea>
      </label>
      ${space.role === "owner" ? this.#accessField(space) : nothing}
      <div class="pair end">
        <button type="button" class="button quiet" @click=${() => (this.mode = "rest")}>
          ${this.t("action.cancel")}
        </button>
        <button type="submit" class="button primary">${this.t("action.save")}</button>
      </div>
    </form>`;
  }

  #accessField(space: Space): TemplateResult {
    return html`<label class="labelled"
      ><span>${this.t("founding.access")}</span
      ><select class="field" name="access">
        ${ACCESSES.map(
          (one) =>
            html`<option value=${one} ?selected=${one === space.access}>
              ${this.t(`space.access_${one}`)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const access = data.get("access") as SpaceAccess | null;
    const words = { title: text("title"), about: text("about"), ...(access && { access }) };
    this.#do((port) => updateSpace(port, { space_id: this.spaceId, ...words }));
  }

  #asking(): TemplateResult {
    return html`<section aria-labelledby="asking">
      <h4 id="asking">${this.t("space.asking", { count: this.requests.length })}</h4>
      <ul class="list">
        ${repeat(
          this.requests,
          ({ person_id: id }) => id,
          (one) => html`<li class="item person asks">${this.#request(one)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #request({ person_id: id, name, at }: SpaceRequest): TemplateResult {
    const answer = (accept: boolean): void =>
      this.#do(async (port) => {
        await decide(port, this.spaceId, id, accept);
        this.requests = this.requests.filter(({ person_id: one }) => one !== id);
      });
    return html`${personAvatar(id, name)}
      <div class="words">
        <b class="clip" dir="auto">${name}</b><small>${this.speech.brief(at)}</small>
      </div>
      <div class="pair">
        <button type="button" class="button quiet" @click=${() => answer(false)}>
          ${this.t("space.decline")}
        </button>
        <button type="button" class="button primary" @click=${() => answer(true)}>
          ${this.t("space.accept")}
        </button>
      </div>`;
  }

  #places(space: Space): TemplateResult {
    const may = space.role !== "guest" && !space.archived;
    // No landmark: the list beside it has one that is called the same.
    return html`<div role="group" aria-labelledby="channels">
      <div class="head">
        <h4 id="channels">${this.t("list.section_channel")}</h4>
        ${
          may && (this.moderates || space.kind === "team")
            ? html`<button
                type="button"
                class="button quiet"
                @click=${() => this.side?.open({ kind: "founding", space: space.id })}
              >
                ${icon("plus", 16)}${this.t("founding.channel")}
              </button>`
            : nothing
        }
      </div>
      ${this.channels ? this.#list(this.channels) : skeletonRows(this.t("wait.message"), 3)}
    </div>`;
  }

  #list(channels: readonly Channel[]): TemplateResult {
    if (channels.length === 0) return html`<p class="hint">${this.t("space.no_channels")}</p>`;
    return html`<ul class="list">
        ${repeat(
          channels,
          ({ id }) => id,
          (channel) => html`<li class="item">${this.#channel(channel)}</li>`,
        )}
      </ul>
      ${
        this.cursor
          ? html`<button
              type="button"
              class="button"
              @click=${() => void this.attempt(() => this.#more())}
            >
              ${this.t("list.more")}
            </button>`
          : nothing
      }`;
  }

  #channel(channel: Channel): TemplateResult {
    const { id, title, kind, member_count: count, archived } = channel;
    const joined = this.state?.conversations[id] !== undefined || channel.joined;
    return html`<span class="avatar place" part="avatar" aria-hidden="true"
        >${icon(placeIcon(kind, null))}</span
      >
      <div class="words">
        <b class="clip" dir="auto">${title}</b>
        <small
          >${this.t("conversation.members", { count })}${
            archived ? html` · ${this.t("list.archived")}` : nothing
          }</small
        >
      </div>
      ${
        joined
          ? this.#way("spaces.open", title, () => this.side?.reveal(id))
          : this.#way("spaces.join", title, () => this.#join(id))
      }`;
  }

  #join(id: string): void {
    this.#do(async (port) => {
      await joinChannel(port, id);
      this.side?.reveal(id);
    });
  }

  #way(key: "spaces.open" | "spaces.join", title: string, run: () => void): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-label=${`${this.t(key)}: ${title}`}
      @click=${run}
    >
      ${this.t(key)}
    </button>`;
  }

  #ways(space: Space): TemplateResult {
    const { id: at, role, archived } = space;
    const count = space.member_count ?? 0;
    const owns = role === "owner";
    return html`<section>
      ${
        role === "guest"
          ? nothing
          : this.#choice(
              "users",
              "space.people",
              () => this.side?.open({ kind: "roll", space: at }),
              {
                more: this.speech.number(count),
              },
            )
      }
      ${
        owns
          ? this.#choice(
              "filter",
              "space.rule",
              () => this.side?.open({ kind: "rule", space: at }),
              {
                more: this.t(space.rule ? "space.rule_on" : "space.rule_off"),
              },
            )
          : nothing
      }
      ${owns ? this.#archiving(space) : nothing} ${archived && owns ? nothing : this.#leaving()}
    </section>`;
  }

  #archiving({ id, archived }: Space): TemplateResult {
    if (archived)
      return this.#choice("archive", "space.unarchive", () =>
        this.#do((port) => archiveSpace(port, id, false)),
      );
    if (this.mode !== "archive")
      return this.#choice("archive", "space.archive", () => (this.mode = "archive"));
    return this.#sure("space.archive_sure", "space.archive", () =>
      this.#do((port) => archiveSpace(port, id, true)),
    );
  }

  #leaving(): TemplateResult {
    if (this.mode !== "leave")
      return this.#choice("leave", "space.leave", () => (this.mode = "leave"), { kind: "danger" });
    return this.#sure("space.leave_sure", "space.leave", () =>
      this.#do(async (port) => {
        await leaveSpace(port, this.spaceId);
        this.side?.back();
      }),
    );
  }

  #sure(question: TextKey, key: TextKey, run: () => void): TemplateResult {
    return html`<div class="warn form" role="alert">
      <p>${this.t(question)}</p>
      <div class="pair end">
        <button type="button" class="button quiet" @click=${() => (this.mode = "rest")}>
          ${this.t("action.cancel")}
        </button>
        <button type="button" class="button danger" @click=${run}>${this.t(key)}</button>
      </div>
    </div>`;
  }

  #choice(
    glyph: IconName,
    key: TextKey,
    run: () => void,
    { kind = "", more = "" }: { kind?: string; more?: string } = {},
  ): TemplateResult {
    return html`<button type="button" class="choice ${kind}" @click=${run}>
      ${icon(glyph)}${this.t(key)}${more ? html`<span class="more">${more}</span>` : nothing}
    </button>`;
  }
}
