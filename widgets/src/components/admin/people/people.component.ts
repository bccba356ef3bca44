import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { fetchStanding, listStandings } from "../../../core/oversight/watching.ts";
import type { PersonStanding, StandingState } from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { dutiesOf, dutyName } from "../naming.ts";
import { choices, finder, linkRow, note, person } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { marks } from "./marks.ts";

const PAUSE_MS = 200;
/** What is shown in the place of a person; nobody has an id like it. */
const HANDING = "system:handover";
const STATES = ["active", "frozen", "unacknowledged", "deactivated"] as const;

/** How it is with people: found by name, narrowed by state; one of them with what can be done. */
export class OnrecordAdminPeople extends AdminSection {
  @state() private wanted: StandingState = "active";
  @state() private one: PersonStanding | null = null;
  @state() private gone = false;

  readonly #found = new Paged<PersonStanding>(this);
  #typed = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  #item: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || !this.#sees()) return;
    if (!this.#asked) this.#load();
    if (portal.item !== this.#item) this.#turn(portal.item);
  }

  #turn(item: string | null): void {
    this.#item = item;
    this.one = this.#found.items?.find((each) => each.person.id === item) ?? null;
    if (!this.one && item !== HANDING) void this.#fetch();
  }

  /** Whether they see how it is with people; who only hands over does not. */
  #sees(): boolean {
    const { rights } = this.portal ?? {};
    return rights?.audits === true || rights?.acts.has("freeze") === true;
  }

  #load(): void {
    this.#asked = true;
    void this.#found.load((cursor) => this.#page(cursor));
  }

  #page(cursor: string | null): ReturnType<typeof listStandings> {
    const { portal, wanted } = this;
    if (!portal) return Promise.reject(new Error("no portal"));
    return listStandings(portal.store.port, { query: this.#typed, state: wanted }, cursor);
  }

  async #fetch(): Promise<void> {
    const { portal } = this;
    const id = portal?.item;
    if (!portal || !id) return;
    this.gone = false;
    await this.attempt(async () => {
      const found = await fetchStanding(portal.store.port, id);
      if (id !== this.portal?.item) return;
      this.one = found;
      this.gone = found === null;
    });
  }

  #narrow(typed: string): void {
    this.#typed = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), PAUSE_MS);
  }

  #choose(wanted: StandingState): void {
    this.wanted = wanted;
    this.#load();
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const title = this.t("admin.people");
    if (!this.#sees()) return this.split(title, this.#handing(), null);
    const list = html`${note("snow", this.t("people.about_freezing"))} ${this.#list()}`;
    return this.split(title, list, portal.item ? this.#detail(portal.item) : null, this.#tools());
  }

  #tools(): unknown {
    if (!this.portal?.rights.hands) return nothing;
    return html`<button
      type="button"
      class="button"
      @click=${() => this.portal?.go("people", HANDING)}
    >
      ${this.t("people.hand_over")}
    </button>`;
  }

  #handing(): unknown {
    const load = (): Promise<unknown> => import("./handover.ts");
    return this.later(
      HANDING,
      load,
      () =>
        html`<onrecord-admin-handover
          exportparts="row, empty, problem, notice"
          .portal=${this.portal}
          .speech=${this.speech}
          @changed=${() => (this.#sees() ? this.#load() : undefined)}
        ></onrecord-admin-handover>`,
    );
  }

  #list(): unknown {
    return html`${finder(this.t("roll.find"), (typed) => this.#narrow(typed))}
    ${choices(
      this.t("people.which"),
      STATES.map((one) => [one, this.t(`people.state_${one}`)] as const),
      this.wanted,
      (one) => this.#choose(one),
    )}
    ${this.#rows()}`;
  }

  #rows(): unknown {
    const none = this.#typed ? "people.none_named" : (`people.none_${this.wanted}` as const);
    return this.rows(
      this.#found,
      () => this.#load(),
      ["search", this.t(none), this.#typed ? this.t("people.none_next") : ""],
      (one) => this.#row(one),
      () => void this.#found.next((cursor) => this.#page(cursor)),
    );
  }

  #row(one: PersonStanding): TemplateResult {
    const { id, name } = one.person;
    const line = this.#line(one);
    return linkRow(
      id,
      id === this.portal?.item,
      () => this.portal?.go("people", id),
      html`<b>${person(id, name)}</b>
        <span>${marks(one, this.speech)}</span>
        ${line ? html`<span class="line" dir="auto">${line}</span>` : nothing}`,
    );
  }

  /** Their duties, or, without any, the first thing that the app says of them. */
  #line({ person: { roles = [], attributes = {} } }: PersonStanding): string {
    const duties = dutiesOf(roles, this.portal?.policy?.document);
    const [first = ""] = Object.values(attributes);
    return duties.map((one) => dutyName(one, this.speech)).join(" · ") || first;
  }

  #detail(id: string): unknown {
    const back = (): void => this.portal?.go("people");
    const { one } = this;
    if (id === HANDING)
      return html`${this.top(this.t("people.hand_over_title"), back)} ${this.#handing()}`;
    if (one?.person.id === id)
      return html`${this.top(one.person.name, back)}
        <onrecord-admin-person
          .portal=${this.portal}
          .speech=${this.speech}
          .standing=${one}
          @changed=${() => this.#changed()}
        ></onrecord-admin-person>`;
    return html`${this.top(id, back)} ${this.#missing()}`;
  }

  #missing(): unknown {
    if (this.problem) return this.failure(this.problem.detail, () => void this.#fetch());
    return this.gone
      ? emptyState("search", this.t("people.gone"), this.t("people.gone_next"))
      : this.waiting(2);
  }

  #changed(): void {
    this.#load();
    void this.#fetch();
  }
}
