import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { loadLater } from "../../../core/i18n.ts";
import {
  type Between,
  fetchHandover,
  listHandovers,
  previewHandover,
  startHandover,
} from "../../../core/oversight/handovers.ts";
import type { Handover, HandoverPreview, Person } from "../../../generated/wire.ts";
import { HANDOVERS } from "../../../locales/handovers/all.ts";
import "../../people/people.ts";
import { Form } from "../form.ts";
import { moment, moreButton, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { REASONS, mark, numbers, placeRow } from "./handed.ts";

type Named = Pick<Person, "id" | "name">;

/** How soon one that goes on is looked at again. */
const SOON_MS = 2_000;

/** Somebody leaves: who takes over, what would go, the word that it shall, and how far it has come. */
export class OnrecordAdminHandover extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      ul.rows {
        gap: 12px;
        margin-inline: 0;
      }
      #past {
        margin-block-end: 8px;
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }
      .place {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        padding-block: 12px;
        border-block-start: 1px solid var(--_line);
      }
      .place .line {
        grid-column: 1 / -1;
        overflow-wrap: anywhere;
        color: var(--_muted);
      }
    `,
  ];

  @state() private worded = false;
  @state() private leaver: Named | null = null;
  /** Who leaves is known: what still waits of theirs is handed over. */
  @state() private fixed = false;
  @state() private successor: Named | null = null;
  @state() private seen: HandoverPreview | null = null;
  @state() private run: Handover | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #past = new Paged<Handover>(this);
  #asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadLater(HANDOVERS).then(() => (this.worded = true));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#past.load((cursor) => listHandovers(portal.store.port, cursor));
  }

  #between(): Between | null {
    const { leaver, successor } = this;
    return leaver && successor ? { person_id: leaver.id, successor_id: successor.id } : null;
  }

  #forget(): void {
    this.seen = null;
    this.run = null;
    this.#form.clear();
  }

  #preview = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { portal } = this;
    const between = this.#between();
    if (!portal || !between) return;
    this.#forget();
    await this.#form.send(async () => {
      this.seen = await previewHandover(portal.store.port, between);
    });
    await this.updateComplete;
    this.find("#previewed")?.focus();
  };

  async #more(): Promise<void> {
    const { portal, seen } = this;
    const between = this.#between();
    if (!portal || !seen?.next_cursor || !between) return;
    await this.attempt(async () => {
      const next = await previewHandover(portal.store.port, between, seen.next_cursor);
      this.seen = { ...next, data: [...(seen.data ?? []), ...(next.data ?? [])] };
    });
  }

  #start = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { portal } = this;
    const between = this.#between();
    if (!portal || !between) return;
    const why = this.find<HTMLSelectElement>("#f-reason_code")?.value ?? "";
    const begun = await this.#form.send(async () => {
      this.run = await startHandover(portal.store.port, between, why);
    });
    if (!begun) return;
    this.seen = null;
    this.#load();
    this.#follow();
    this.tell("changed");
    await this.updateComplete;
    this.find("#run")?.focus();
  };

  /** Look again at one that goes on, as long as this is shown. */
  #follow(): void {
    const { portal, run } = this;
    if (!portal || run?.state !== "running" || !this.isConnected) return;
    setTimeout(() => {
      void this.attempt(async () => {
        const found = await fetchHandover(portal.store.port, run.id);
        if (this.run?.id === found.id) this.run = found;
        if (found.state !== "running") this.#load();
      }).then(() => this.#follow());
    }, SOON_MS);
  }

  /** Hand over what still waits with somebody who has left. */
  #again(one: Handover): void {
    this.#forget();
    this.leaver = { id: one.person_id, name: this.who(one.person_id) };
    this.fixed = true;
    void this.updateComplete.then(() => this.find("onrecord-people")?.focus());
  }

  protected override render(): unknown {
    if (!this.portal || !this.worded) return this.waiting(2);
    return html`<div class="column">
      ${note("leave", this.t("handovers.about"))} ${this.#who()}
      ${this.seen ? this.#seen(this.seen) : nothing} ${this.run ? this.#ran(this.run) : nothing}
      <section aria-labelledby="past">
        <h3 id="past">${this.t("handovers.past")}</h3>
        ${this.#rows()}
      </section>
    </div>`;
  }

  #who(): TemplateResult {
    const ready = this.#between() !== null;
    return html`<form class="card" @submit=${this.#preview}>
      ${this.leaver && this.fixed ? this.#chosen(this.leaver) : this.#pick("leaver")}
      ${this.#pick("successor")} ${this.seen ? nothing : this.#form.box()}
      <div class="acts">
        <button class="button" ?disabled=${!ready || this.#form.busy}>
          ${this.t("handovers.preview")}
        </button>
      </div>
      ${ready ? nothing : html`<p class="hint">${this.t("handovers.chosen_none")}</p>`}
    </form>`;
  }

  #chosen({ name }: Named): TemplateResult {
    return html`<div class="name">
      <span><b>${this.t("handovers.leaver")}</b> <bdi>${name}</bdi></span>
      <button
        type="button"
        class="button"
        @click=${() => {
          this.leaver = null;
          this.fixed = false;
          this.#forget();
        }}
      >
        ${this.t("action.remove")}
      </button>
    </div>`;
  }

  #pick(which: "leaver" | "successor"): TemplateResult {
    const { portal } = this;
    const search = (query: string): Promise<readonly Person[]> =>
      portal?.store.searchPeople(query) ?? Promise.resolve([]);
    const chosen = ({ detail }: CustomEvent<readonly Person[]>): void => {
      this[which] = detail[0] ?? null;
      this.#forget();
    };
    return html`<onrecord-people
      most="1"
      data-which=${which}
      .label=${this.t(`handovers.${which}`)}
      .speech=${this.speech}
      .search=${search}
      @change=${chosen}
    ></onrecord-people>`;
  }

  #seen(seen: HandoverPreview): TemplateResult {
    const { data = [], next_cursor: more } = seen;
    const nothingThere = [seen.handed_over, seen.introduced, seen.left, seen.kept].every((n) => !n);
    return html`<form class="card" aria-labelledby="previewed" @submit=${this.#start}>
      <h3 id="previewed" tabindex="-1">${this.t("handovers.previewed")}</h3>
      ${numbers(seen, this.speech)}
      ${nothingThere ? html`<p>${this.t("handovers.nothing")}</p>` : nothing}
      <p class="about">${this.t("handovers.direct")}</p>
      <ul>
        ${data.map((one) => placeRow(one, this.speech))}
      </ul>
      ${more ? moreButton(this.t("handovers.more"), () => void this.#more()) : nothing}
      ${this.#why()}
      <p>${this.t("handovers.confirm_about", this.#names())}</p>
      ${this.#form.box()}
      ${this.#form.acts(
        this.t("handovers.confirm"),
        [this.t("action.cancel"), () => this.#forget()],
        true,
      )}
    </form>`;
  }

  #names(): { leaver: string; successor: string } {
    return { leaver: this.leaver?.name ?? "", successor: this.successor?.name ?? "" };
  }

  #why(): TemplateResult {
    return this.#form.field(
      { name: "reason_code", label: this.t("handovers.why") },
      ({ id, invalid, describes }) =>
        html`<select
          class="field"
          id=${id}
          name="reason_code"
          required
          aria-invalid=${invalid}
          aria-describedby=${describes}
        >
          ${REASONS.map((one) => html`<option value=${one}>${this.t(`handovers.reason_${one}`)}</option>`)}
        </select>`,
    );
  }

  #ran(run: Handover): TemplateResult {
    return html`<section class="card" aria-labelledby="run" role="status">
      <div class="name">
        <h3 id="run" tabindex="-1">${this.t("handovers.done")}</h3>
        ${mark(run, this.speech)}
      </div>
      ${numbers(run, this.speech)} ${this.#told(run)}
    </section>`;
  }

  #told(run: Handover): unknown {
    if (run.state === "running") return note("clock", this.t("handovers.running"));
    if (run.stopped_by) return note("alert", this.t(`handovers.stopped_${run.stopped_by}`), "warn");
    return run.kept ? note("info", this.t("handovers.waits")) : nothing;
  }

  #rows(): TemplateResult {
    const { portal } = this;
    const next = portal
      ? () => void this.#past.next((cursor) => listHandovers(portal.store.port, cursor))
      : null;
    return this.rows(
      this.#past,
      () => this.#load(),
      ["leave", this.t("handovers.empty"), this.t("handovers.empty_next")],
      (one) => this.#row(one),
      next,
    );
  }

  #row(one: Handover): TemplateResult {
    const waits = one.state === "stopped" || (one.state === "done" && (one.kept ?? 0) > 0);
    return html`<div class="card wide" part="row">
      <div class="name">
        <b dir="auto">${this.who(one.person_id)} → ${this.who(one.successor_id)}</b>
        ${mark(one, this.speech)}
      </div>
      <span class="about" dir="auto">
        ${moment(this.speech, one.started_at)} ·
        ${this.t("handovers.begun", { name: this.who(one.started_by) })}
      </span>
      ${numbers(one, this.speech)}
      ${
        waits && one.stopped_by !== "came_back"
          ? html`<div class="acts">
              <button type="button" class="button" @click=${() => this.#again(one)}>
                ${this.t("handovers.again")}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }
}
