import { type TemplateResult, html } from "lit";
import { state } from "lit/decorators.js";

import { makeDataRequest } from "../../../core/oversight/data_requests.ts";
import type { DataRequest, DataRequestKind, Person } from "../../../generated/wire.ts";
import { KINDS } from "../../data/words.ts";
import { Form, wordsField } from "../form.ts";
import { AdminSection } from "../section.ts";

/** Takes in what somebody asked by letter, or who cannot log in any more. */
export class OnrecordAdminDataForm extends AdminSection {
  @state() private person: string | null = null;

  readonly #form = new Form(this, (selector) => this.find(selector));

  protected override render(): TemplateResult {
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      ${this.#who()} ${this.#kind()} ${this.#said()} ${this.#form.box()}
      ${this.#form.acts(this.t("data.make"), [this.t("action.cancel"), () => this.tell("left", null)])}
    </form>`;
  }

  #who(): TemplateResult {
    const { portal } = this;
    const said = this.#form.said("person_id");
    const chosen = ({ detail }: CustomEvent<readonly Person[]>): void => {
      this.person = detail[0]?.id ?? null;
      this.#form.mark("person_id", "");
    };
    return html`<div class="labelled">
      <onrecord-people
        .speech=${this.speech}
        .label=${this.t("data.person")}
        .most=${1}
        .search=${(query: string) => portal?.store.searchPeople(query) ?? Promise.resolve([])}
        @change=${chosen}
      ></onrecord-people>
      <p class="hint">${this.t("data.person_hint")}</p>
      ${said ? html`<p class="wrong" role="alert">${said}</p>` : ""}
    </div>`;
  }

  #kind(): TemplateResult {
    return this.#form.field(
      { name: "kind", label: this.t("data.what") },
      ({ id, describes }) =>
        html`<select class="field" id=${id} name="kind" aria-describedby=${describes}>
          ${KINDS.map((one) => html`<option value=${one}>${this.t(`data.kind.${one}`)}</option>`)}
        </select>`,
    );
  }

  #said(): TemplateResult {
    const labelled = { name: "said", label: this.t("data.said"), hint: this.t("data.said_hint") };
    return wordsField(this.#form, labelled, { least: 10, most: 2_000 });
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#form.mark("person_id", this.person ? "" : this.t("data.person_none"));
    let made: DataRequest | null = null;
    void this.#form
      .send(async () => (made = await this.#send()))
      .then((done) => done && this.tell("made", made));
  }

  async #send(): Promise<DataRequest> {
    const { portal, person } = this;
    if (!portal || !person) throw new Error("there is nobody to ask for");
    const given = new FormData(this.find<HTMLFormElement>("form") ?? undefined);
    return makeDataRequest(portal.store.port, {
      kind: String(given.get("kind")) as DataRequestKind,
      said: String(given.get("said") ?? "").trim() || null,
      person_id: person,
    });
  }
}
