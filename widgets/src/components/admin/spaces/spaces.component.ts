import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { channelsOf } from "../../../core/spaces/actions.ts";
import { fetchSpace, fits, knownSpaces } from "../../../core/spaces/listing.ts";
import type { Space } from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { badge, choices, finder, linkRow, rowList } from "../parts.ts";
import { rankIn } from "../rights.ts";
import { AdminSection } from "../section.ts";

const SHOWN = 50;
const STATES = ["all", "used", "archived"] as const;

type State = (typeof STATES)[number];

/** The spaces that one may know of, narrowed while one types, and one of them. */
export class OnrecordAdminSpaces extends AdminSection {
  @state() private found: readonly Space[] | null = null;
  @state() private typed = "";
  @state() private wanted: State = "all";
  @state() private most = SHOWN;
  @state() private failed = "";

  /** What is said of how many channels there are, by space; empty where that is not for this person. */
  readonly #channels = new Map<string, string>();
  #asked = false;
  #counting = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) void this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.found && !this.#counting) void this.#count();
  }

  async #load(): Promise<void> {
    this.#asked = true;
    const { portal } = this;
    if (!portal) return;
    const done = await this.attempt(async () => {
      this.found = await knownSpaces(portal.store.port);
    });
    this.failed = done ? "" : (this.problem?.detail ?? "");
    this.problem = null;
  }

  /** Count the channels of what is shown, one space after the other. */
  async #count(): Promise<void> {
    const { portal } = this;
    const next = this.#shown().find((one) => !this.#channels.has(one.id) && this.#knows(one));
    if (!portal || !next || !this.isConnected) return;
    this.#counting = true;
    const counted = await channelsOf(portal.store.port, next.id, null).then(
      ({ data: { length: count }, next_cursor: more }) =>
        `${this.t("halls.channels", { count })}${more ? "+" : ""}`,
      () => "",
    );
    this.#channels.set(next.id, counted);
    this.#counting = false;
    this.requestUpdate();
  }

  #knows(space: Space): boolean {
    const rank = this.portal ? rankIn(space, this.portal.rights) : null;
    return rank !== null && rank !== "guest";
  }

  /** What was fetched; what the stream said since comes first. */
  #all(): Space[] {
    const live = this.portal?.state.spaces ?? {};
    return (this.found ?? []).map((one) => live[one.id] ?? one);
  }

  #shown(): Space[] {
    const { typed, wanted } = this;
    return this.#all()
      .filter((one) => wanted === "all" || one.archived === (wanted === "archived"))
      .filter((one) => fits(one, typed))
      .sort((a, b) => this.speech.compare(a.title, b.title))
      .slice(0, this.most);
  }

  /** Something of a space is other than it was shown. */
  async #changed(id: string): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    this.#channels.delete(id);
    await this.attempt(async () => {
      const fresh = await fetchSpace(portal.store.port, id);
      this.found = (this.found ?? []).map((one) => (one.id === id ? fresh : one));
    });
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const list = html`<p class="about">
        ${this.t(portal.rights.manages ? "halls.about_all" : "halls.about")}
      </p>
      ${this.#list()}`;
    const one = this.#all().find(({ id }) => id === portal.item);
    return this.split(this.t("admin.spaces"), list, one ? this.#one(one) : this.#none());
  }

  #none(): unknown {
    const { portal } = this;
    if (!portal?.item || !this.found) return null;
    return html`${this.top(this.t("space.title"), () => portal.go("spaces"))}
    ${emptyState("compass", this.t("space.gone"), this.t("space.gone_next"))}`;
  }

  #list(): unknown {
    if (this.failed) return this.failure(this.failed, () => void this.#load());
    if (!this.found) return this.waiting();
    if (this.found.length === 0)
      return emptyState("compass", this.t("halls.none"), this.t("halls.none_next"));
    return html`${finder(this.t("spaces.find"), (typed) => this.#narrow(typed))}
    ${choices(
      this.t("halls.state"),
      STATES.map((one) => [one, this.t(`halls.${one}`)] as const),
      this.wanted,
      (one) => (this.wanted = one),
    )}
    ${this.#rows()}`;
  }

  #narrow(typed: string): void {
    this.typed = typed;
    this.most = SHOWN;
  }

  #rows(): unknown {
    const shown = this.#shown();
    if (shown.length === 0) return this.#nothing();
    const next = (): void => void (this.most += SHOWN);
    const more = shown.length === this.most;
    return rowList(shown, (one) => this.#row(one), this.speech, more ? next : null);
  }

  #nothing(): TemplateResult {
    const { typed, wanted } = this;
    const key = typed || wanted === "all" ? "halls.no_match" : (`halls.none_${wanted}` as const);
    return html`<div role="status">${emptyState("search", this.t(key), "")}</div>`;
  }

  #row(one: Space): TemplateResult {
    const { id, title, archived } = one;
    return linkRow(
      id,
      id === this.portal?.item,
      () => this.portal?.go("spaces", id),
      html`<b class="clip" dir="auto">${title}</b>
        ${archived ? badge("plain", this.t("list.archived")) : html`<span></span>`}
        <span class="line">${this.#line(one)}</span>`,
    );
  }

  #line({ id, kind, member_count: count }: Space): string {
    const said = [
      this.t(`space.kind_${kind}`),
      count === null ? "" : this.t("space.members", { count }),
      this.#channels.get(id) ?? "",
    ];
    return said.filter(Boolean).join(" · ");
  }

  #one(space: Space): unknown {
    return this.later(
      "space",
      () => import("./space.ts"),
      () =>
        html`${this.#top(space)}
          <onrecord-admin-space
            .portal=${this.portal}
            .speech=${this.speech}
            .space=${space}
            @changed=${() => void this.#changed(space.id)}
          ></onrecord-admin-space>`,
    );
  }

  #top({ title, archived }: Space): TemplateResult {
    const mark = archived ? badge("plain", this.t("list.archived")) : nothing;
    return this.top(title, () => this.portal?.go("spaces"), mark);
  }
}
