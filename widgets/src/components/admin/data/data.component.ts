import { type TemplateResult, html, nothing } from "lit";

import {
  fetchCertificate,
  fetchDataRequest,
  listDataRequests,
} from "../../../core/oversight/data_requests.ts";
import type { Port } from "../../../core/port.ts";
import type { DataRequest, Page } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { dueWords } from "../../data/words.ts";
import { ListedSection } from "../listed.ts";
import { problemBox, whole } from "../parts.ts";
import type { Rights } from "../rights.ts";
import { AdminSection } from "../section.ts";
import { dataStyles } from "./data.styles.ts";
import { Deciding } from "./deciding.ts";
import { archiveCard, askedCard, standing, stateBadge, weighedCard } from "./request.ts";

const FOR_THE_BROWSER_MS = 60_000;

/** What people ask of what is kept about them: the list, and one of them beside it with what was weighed. */
export class OnrecordAdminData extends ListedSection<DataRequest> {
  static override styles = [...AdminSection.styles, dataStyles];

  protected readonly said = {
    section: "data",
    glyph: "user",
    title: "admin.data",
    about: "data.about",
    add: "data.new",
    none: ["data.none", "data.none_next"],
  } as const;
  readonly #deciding = new Deciding(this, (selector) => this.find(selector));

  protected page(port: Port, cursor: string | null): Promise<Page<DataRequest>> {
    return listDataRequests(port, true, cursor);
  }

  protected single(port: Port, id: string): Promise<DataRequest> {
    return fetchDataRequest(port, id);
  }

  protected makes({ handles }: Rights): boolean {
    return handles;
  }

  protected begin(): void {
    this.#deciding.begin();
  }

  protected line(one: DataRequest): TemplateResult {
    const { speech } = this;
    const due = dueWords(one, speech, Date.now()) ?? speech.date(one.ended_at ?? one.received_at);
    return html`<b class="clip" dir="auto">${this.who(one.person_id)}</b>
      ${stateBadge(one, speech)}
      <span class="line">${whole([this.t(`data.kind.${one.kind}`), due])}</span>`;
  }

  protected form(done: (one: DataRequest) => void, leave: () => void): unknown {
    return this.later(
      "form",
      () => import("./ask.ts"),
      () =>
        html`<onrecord-admin-data-form
          .portal=${this.portal}
          .speech=${this.speech}
          @made=${({ detail }: CustomEvent<DataRequest>) => done(detail)}
          @left=${leave}
        ></onrecord-admin-data-form>`,
    );
  }

  protected whole(request: DataRequest, back: () => void): TemplateResult {
    const { portal, speech } = this;
    const who = (id: string): string => this.who(id);
    return html`${this.top(this.t(`data.kind.${request.kind}`), back, stateBadge(request, speech))}
    ${standing(request, speech, Date.now())}
    ${portal ? this.#deciding.render(portal, request, speech, (one) => this.changed(one)) : nothing}
    ${this.#certificate(request)} ${archiveCard(request, speech)}
    ${weighedCard(request, speech, who)} ${askedCard(request, speech, who)}`;
  }

  #certificate(request: DataRequest): unknown {
    if (request.position === null) return nothing;
    return html`${problemBox(this.problem)}
      <div class="acts">
        <button
          type="button"
          class="button"
          @click=${() => void this.attempt(() => this.#save(request))}
        >
          ${icon("download", 16)}${this.t("data.certificate")}
        </button>
      </div>
      <p class="about">${this.t("data.certificate_hint")}</p>`;
  }

  async #save(request: DataRequest): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const found = await fetchCertificate(portal.store.port, request);
    const link = document.createElement("a");
    link.download = `${request.id}.json`;
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(found, null, 2)], { type: "application/json" }),
    );
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
  }
}
