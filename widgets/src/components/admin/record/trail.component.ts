import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { type TrailAsked, searchTrail } from "../../../core/oversight/watching.ts";
import { TRAIL_AREAS } from "../../../generated/lists.ts";
import type { Person, Trail, TrailEntry } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { emptyState } from "../../states/states.ts";
import { Form } from "../form.ts";
import { dayField, dayOf } from "../days.ts";
import { fact, hash, moment, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { trailStyles } from "./trail.styles.ts";

/** What an auditor may have the proof of, with all that its entry says. */
const PROVABLE: ReadonlySet<string> = new Set([
  ...["grant.requested", "grant.approved", "grant.opened", "grant.denied", "grant.closed"],
  ...["grant.reviewed", "grant.listed", "policy.decided"],
]);

/** The trail of oversight: what was done, by whom and under which policy; for auditors alone. */
export class OnrecordAdminTrail extends AdminSection {
  static override styles = [...AdminSection.styles, trailStyles];

  @state() private page: Trail | null = null;
  @state() private entries: readonly TrailEntry[] = [];
  @state() private actor: string | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #asked: TrailAsked = {};
  #file: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  #forget(): void {
    if (this.#file) URL.revokeObjectURL(this.#file);
    this.#file = null;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const said = (name: string): string => String(given.get(name) ?? "").trim();
    this.#asked = asked(said, this.actor);
    void this.#search(null);
  }

  /** What was found is of another question: it goes before the next answer, which may be a refusal. */
  #drop(): void {
    this.#forget();
    this.page = null;
    this.entries = [];
  }

  async #search(before: number | null): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    if (before === null) this.#drop();
    await this.#form.send(async () => {
      const page = await searchTrail(portal.store.port, this.#asked, before);
      this.#forget();
      this.entries = before === null ? page.data : [...this.entries, ...page.data];
      this.page = page;
    });
  }

  protected override render(): unknown {
    return html`<section class="card" aria-labelledby="trail">
      <h3 id="trail">${this.t("trail.title")}</h3>
      ${note("eye", this.t("trail.about"))}
      <form @submit=${(event: Event) => this.#submit(event)}>
        <div class="fields">
          ${this.#area()} ${this.#who()}
          ${this.#text("object", this.t("trail.object"), this.t("trail.object_hint"))}
          ${dayField(this.#form, { name: "since", label: this.t("grants.since") })}
          ${dayField(this.#form, { name: "until", label: this.t("grants.before") })}
        </div>
        ${this.#form.box()}
        <div class="acts">
          <button type="submit" class="button primary" ?disabled=${this.#form.busy}>
            ${this.t("grants.find")}
          </button>
          ${this.entries.length > 0 ? this.#keep() : nothing}
        </div>
      </form>
      <div role="status">${this.page ? this.#said() : nothing}</div>
      ${this.#list()}
    </section>`;
  }

  #area(): TemplateResult {
    return this.#form.field(
      { name: "area", label: this.t("trail.area") },
      ({ id, invalid, describes }) =>
        html`<select
          class="field"
          id=${id}
          name="area"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        >
          <option value="">${this.t("grants.all")}</option>
          ${TRAIL_AREAS.map((one) => html`<option value=${one}>${this.t(`trail.area.${one}`)}</option>`)}
        </select>`,
    );
  }

  #who(): TemplateResult {
    const said = this.#form.said("actor");
    return html`<div class="labelled">
      <onrecord-people
        .speech=${this.speech}
        .label=${this.t("trail.actor")}
        .most=${1}
        .search=${(query: string) => this.#people(query)}
        @change=${({ detail }: CustomEvent<readonly Person[]>) => {
          this.actor = detail[0]?.id ?? null;
        }}
      ></onrecord-people>
      ${said ? html`<p class="wrong" role="alert">${said}</p>` : nothing}
    </div>`;
  }

  /** People by name; where there is none, the id of somebody who has left. */
  async #people(query: string): Promise<Person[]> {
    const found = (await this.portal?.store.searchPeople(query)) ?? [];
    return found.length > 0 || !/^\S+$/.test(query) ? found : [unknown(query)];
  }

  #text(name: string, label: string, hint: string): TemplateResult {
    return this.#form.field(
      { name, label, hint },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          name=${name}
          maxlength="128"
          autocomplete="off"
          spellcheck="false"
          dir="ltr"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    );
  }

  #keep(): TemplateResult {
    const lines = this.entries.map((one) => `${JSON.stringify(one)}\n`);
    this.#file ??= URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
    return html`<a class="button" href=${this.#file} download="trail.jsonl"
      >${icon("download", 16)}${this.t("trail.keep", { count: this.entries.length })}</a
    >`;
  }

  #said(): TemplateResult {
    return html`<p class="about">${this.t("trail.found", { count: this.entries.length })}</p>`;
  }

  #list(): unknown {
    if (!this.page) return nothing;
    if (this.entries.length === 0)
      return emptyState("search", this.t("trail.none"), this.t("trail.none_next"));
    const older = this.page.next_before ?? null;
    return html`<ol class="entries">
        ${this.entries.map((one) => html`<li>${this.#entry(one)}</li>`)}
      </ol>
      ${
        older === null
          ? nothing
          : html`<button
              type="button"
              class="button"
              ?disabled=${this.#form.busy}
              @click=${() => void this.#search(older)}
            >
              ${this.t("trail.older")}
            </button>`
      }`;
  }

  #entry(one: TrailEntry): TemplateResult {
    return html`<details>
      <summary>
        ${icon("chevron", 16)}
        <b>${this.#about(one)}</b>
        <span class="position">#${one.position}</span>
        <span class="line"
          ><code dir="ltr">${one.type}</code> · ${moment(this.speech, one.at)} ·
          ${this.#doer(one)}</span
        >
      </summary>
      <dl class="wide">
        ${fact(this.t("trail.object"), html`<code dir="ltr">${one.object}</code>`)}
        ${fact(this.t("trail.leaf"), hash(one.leaf))}
        ${one.policy_hash ? fact(this.t("grants.under"), hash(one.policy_hash)) : nothing}
        ${Object.keys(one.facts).length > 0 ? this.#facts(one) : nothing}
      </dl>
      ${PROVABLE.has(one.type) ? this.#prove(one) : nothing}
    </details>`;
  }

  #prove({ position }: TrailEntry): TemplateResult {
    return html`<div class="acts">
      <button type="button" class="button" @click=${() => this.tell("prove", position)}>
        ${icon("check", 16)}${this.t("recorded.prove_this")}
      </button>
    </div>`;
  }

  /** What an entry is about: the first half of its type, in words. */
  #about({ type }: TrailEntry): string {
    const area = TRAIL_AREAS.find((one) => type.startsWith(`${one}.`));
    return area ? this.t(`trail.area.${area}`) : type;
  }

  #doer({ actor, on_behalf_of: whom }: TrailEntry): TemplateResult {
    const by = actor ? this.#name(actor) : this.t("trail.protected");
    return html`<bdi>${by}</bdi>${whom ? html` (${this.#name(whom)})` : nothing}`;
  }

  #name(id: string): unknown {
    return id.startsWith("service:") ? html`<code dir="ltr">${id}</code>` : this.who(id);
  }

  #facts({ facts }: TrailEntry): TemplateResult {
    return html`<div class="all">
      <dt>${this.t("trail.facts")}</dt>
      <dd>
        <pre class="code" dir="ltr" tabindex="0">${JSON.stringify(facts, null, 2)}</pre>
      </dd>
    </div>`;
  }
}

/** What was asked for, without what was left empty; days begin where the auditor is. */
function asked(said: (name: string) => string, actor: string | null): TrailAsked {
  const found = {
    area: said("area") || null,
    actor,
    object: said("object") || null,
    since: dayOf(said("since")),
    until: dayOf(said("until")),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

function unknown(id: string): Person {
  return { id, name: id, status: "deactivated", attributes: {}, roles: [] };
}
