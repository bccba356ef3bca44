import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import type { Side } from "../../../base/side.ts";
import { archiveSpace, decide, spaceRequests, updateSpace } from "../../../core/spaces/actions.ts";
import type { ChatState } from "../../../core/types.ts";
import type {
  Space,
  SpaceAccess,
  SpaceRequest,
  SpaceRole,
  UpdateSpace,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { choices, fact, moment, note, person, problemBox } from "../parts.ts";
import { rankIn } from "../rights.ts";
import { AdminSection } from "../section.ts";

const ACCESSES: readonly SpaceAccess[] = ["open", "request", "closed"];

type Part = "about" | "people" | "channels" | "rule";
type Mode = "rest" | "edit" | "archive";

/** One space: what it is and what may be changed, who is in it, and its channels. Tells `changed`. */
export class OnrecordAdminSpace extends AdminSection {
  @property({ attribute: false }) space: Space | null = null;

  @state() private shown: Part = "about";
  @state() private mode: Mode = "rest";
  @state() private requests: readonly SpaceRequest[] = [];

  readonly #form = new Form(this, (selector) => this.find(selector));
  #loaded = "";

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const id = this.space?.id ?? "";
    if (changed.has("space") && !this.#loaded.startsWith(id)) {
      this.shown = "about";
      this.mode = "rest";
      this.problem = null;
    }
    const key = `${id} ${this.portal?.state.spaceTicks[id] ?? 0}`;
    if (key === this.#loaded) return;
    this.#loaded = key;
    void this.#load(id);
  }

  async #load(id: string): Promise<void> {
    this.requests = [];
    const { portal } = this;
    if (!portal || !this.#leads) return;
    await this.attempt(async () => {
      const { data } = await spaceRequests(portal.store.port, id);
      if (id === this.space?.id) this.requests = data;
    });
  }

  get #rank(): SpaceRole | null {
    const { portal, space } = this;
    return portal && space ? rankIn(space, portal.rights) : null;
  }

  get #owns(): boolean {
    return this.#rank === "owner";
  }

  get #leads(): boolean {
    return this.#owns || this.#rank === "moderator";
  }

  async #did(work: () => Promise<unknown>): Promise<void> {
    this.mode = "rest";
    if (await this.attempt(work)) this.tell("changed");
  }

  #archive(archived: boolean): void {
    const { portal, space } = this;
    if (portal && space) void this.#did(() => archiveSpace(portal.store.port, space.id, archived));
  }

  #decide({ person_id: id }: SpaceRequest, accept: boolean): void {
    const { portal, space } = this;
    if (!portal || !space) return;
    void this.#did(async () => {
      await decide(portal.store.port, space.id, id, accept);
      this.requests = this.requests.filter((one) => one.person_id !== id);
    });
  }

  protected override render(): unknown {
    const { space } = this;
    if (!space) return nothing;
    const parts = this.#parts();
    return html`<div class="column">
      ${
        parts.length > 1
          ? choices(
              this.t("space.title"),
              parts.map((one) => [one, this.t(`halls.part_${one}`)] as const),
              this.shown,
              (one) => (this.shown = one),
            )
          : nothing
      }
      ${problemBox(this.problem)} ${this.#part(space)}
    </div>`;
  }

  /** Guests, and who is not in it, see what the space says of itself. */
  #parts(): Part[] {
    if (this.#owns) return ["about", "people", "rule", "channels"];
    const inside = this.#rank !== null && this.#rank !== "guest";
    return inside ? ["about", "people", "channels"] : ["about"];
  }

  #part(space: Space): unknown {
    if (this.shown === "people" || this.shown === "rule")
      return this.later(
        "roll",
        () => import("./roll.ts"),
        () => (this.shown === "people" ? this.#people(space) : this.#rule(space)),
      );
    if (this.shown === "channels")
      return html`<onrecord-admin-places
        .portal=${this.portal}
        .speech=${this.speech}
        .space=${space}
      ></onrecord-admin-places>`;
    return html`${this.mode === "edit" ? this.#editing(space) : this.#about(space)}
    ${this.requests.length > 0 ? this.#asking() : nothing}`;
  }

  #about(space: Space): TemplateResult {
    const { about, kind, access, member_count: count, rule } = space;
    const role = this.#rank;
    return html`${about ? html`<p class="said" dir="auto">${about}</p>` : nothing}
      <dl class="card wide">
        ${fact(this.t("founding.kind"), this.t(`space.kind_${kind}`))}
        ${fact(this.t("founding.access"), this.t(`space.access_${access}`))}
        ${count === null ? nothing : fact(this.t("space.people"), this.speech.number(count))}
        ${fact(this.t("halls.made"), moment(this.speech, space.created_at))}
        ${role ? fact(this.t("halls.role"), this.t(`space.role_${role}`)) : nothing}
        ${rule ? fact(this.t("space.rule"), html`<code dir="ltr">${rule}</code>`) : nothing}
      </dl>
      ${this.#leads ? this.#acts(space) : note("lock", this.t("halls.not_yours"))}`;
  }

  #acts({ archived }: Space): TemplateResult {
    if (this.mode === "archive") return this.#sure();
    const edit = html`<button type="button" class="button" @click=${() => (this.mode = "edit")}>
      ${icon("edit", 16)}${this.t("action.edit")}
    </button>`;
    const archive = html`<button
      type="button"
      class="button"
      @click=${() => (archived ? this.#archive(false) : this.#ask())}
    >
      ${icon("archive", 16)}${this.t(archived ? "space.unarchive" : "space.archive")}
    </button>`;
    return html`<div class="acts">
      ${archived ? nothing : edit} ${this.#owns ? archive : nothing}
    </div>`;
  }

  #ask(): void {
    this.mode = "archive";
    void this.updateComplete.then(() => this.find(".sure .danger")?.focus());
  }

  #sure(): TemplateResult {
    return html`<div class="card sure" role="alert">
      <p>${this.t("space.archive_sure")}</p>
      <div class="acts">
        <button type="button" class="button primary danger" @click=${() => this.#archive(true)}>
          ${this.t("space.archive")}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.mode = "rest")}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </div>`;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const { portal, space } = this;
    if (!portal || !space) return;
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const access = data.get("access") as SpaceAccess | null;
    const words = { title: text("title"), about: text("about") };
    const command: UpdateSpace = { space_id: space.id, ...words, ...(access && { access }) };
    void this.#form
      .send(() => updateSpace(portal.store.port, command))
      .then((done) => {
        if (!done) return;
        this.mode = "rest";
        this.tell("changed");
      });
  }

  #editing(space: Space): TemplateResult {
    const { busy } = this.#form;
    return html`<form @submit=${(event: SubmitEvent) => this.#save(event)}>
      ${this.#words(space)}
      ${
        this.#owns
          ? this.#form.field(
              { name: "access", label: this.t("founding.access") },
              ({ id }) =>
                html`<select class="field" id=${id} name="access">
                  ${ACCESSES.map(
                    (one) =>
                      html`<option value=${one} ?selected=${one === space.access}>
                        ${this.t(`space.access_${one}`)}
                      </option>`,
                  )}
                </select>`,
            )
          : nothing
      }
      ${this.#form.box()}
      <div class="acts">
        <button type="submit" class="button primary" ?disabled=${busy}>
          ${this.t("action.save")}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.mode = "rest")}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </form>`;
  }

  #words({ title, about }: Space): TemplateResult {
    return html`${this.#form.field(
      { name: "title", label: this.t("founding.title") },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          name="title"
          dir="auto"
          maxlength="80"
          required
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${title}
        />`,
    )}
    ${this.#form.field(
      { name: "about", label: this.t("founding.about") },
      ({ id, invalid, describes }) =>
        html`<textarea
          class="field"
          id=${id}
          name="about"
          dir="auto"
          rows="3"
          maxlength="1000"
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${about}
        ></textarea>`,
    )}`;
  }

  #asking(): TemplateResult {
    return html`<h4>${this.t("space.asking", { count: this.requests.length })}</h4>
      <ul class="cards">
        ${this.requests.map((one) => html`<li class="card">${this.#request(one)}</li>`)}
      </ul>`;
  }

  #request(one: SpaceRequest): TemplateResult {
    return html`${person(one.person_id, one.name)}
      <div class="acts">
        <button type="button" class="button primary" @click=${() => this.#decide(one, true)}>
          ${this.t("space.accept")}
        </button>
        <button type="button" class="button quiet" @click=${() => this.#decide(one, false)}>
          ${this.t("space.decline")}
        </button>
      </div>`;
  }

  /** The state as those parts of the chat read it: with what one acts as here. */
  #state(space: Space): ChatState | null {
    const { portal } = this;
    if (!portal) return null;
    const spaces = { ...portal.state.spaces, [space.id]: { ...space, role: this.#rank } };
    return { ...portal.state, spaces };
  }

  #people(space: Space): TemplateResult {
    return html`<onrecord-admin-roll
      .speech=${this.speech}
      .store=${this.portal?.store ?? null}
      .state=${this.#state(space)}
      .view=${this.#view("roll", space)}
      @changed=${() => this.tell("changed")}
    ></onrecord-admin-roll>`;
  }

  #rule(space: Space): TemplateResult {
    if (space.archived) return note("archive", this.t("list.archived"));
    return html`<onrecord-admin-rule
      .speech=${this.speech}
      .store=${this.portal?.store ?? null}
      .state=${this.#state(space)}
      .view=${this.#view("rule", space)}
      .side=${this.#back}
    ></onrecord-admin-rule>`;
  }

  /** What a part is told it shows; the same object as long as it is the same space. */
  #view<K extends "roll" | "rule">(kind: K, { id }: Space): { kind: K; space: string } {
    const known = this.#views.get(`${kind} ${id}`) ?? { kind, space: id };
    this.#views.set(`${kind} ${id}`, known);
    return known as { kind: K; space: string };
  }

  readonly #views = new Map<string, { kind: string; space: string }>();

  /** Where a rule that was applied leads. */
  readonly #back = {
    back: () => {
      this.shown = "about";
      this.tell("changed");
    },
  } as unknown as Side;
}
