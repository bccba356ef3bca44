/** When the host's own code acted in one's name, as lines to read. */
import { type ReactiveControllerHost, type TemplateResult, html, nothing } from "lit";

import { Paged } from "../../base/paged.ts";
import type { Speech } from "../../base/speech.ts";
import { listUses } from "../../core/policy/uses.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { Impersonation, Page } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { emptyState, skeletonRows } from "../states/states.ts";

export class InOnesName {
  readonly #found: Paged<Impersonation>;
  #shown: Page<Impersonation> | null | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#found = new Paged(host);
  }

  /** Begin, and begin anew with each first page that came. */
  watch({ port }: ChatStore, { uses: page }: ChatState): void {
    if (page === this.#shown) return;
    const first = this.#shown === undefined;
    this.#shown = page;
    if (first && page === null) void this.#found.load((cursor) => listUses(port, cursor));
    else if (page) void this.#found.load(() => Promise.resolve(page));
  }

  render({ port }: ChatStore, speech: Speech): TemplateResult {
    const next = (): void => void this.#found.next((cursor) => listUses(port, cursor));
    return html`<section class="block" aria-labelledby="names">
      <h3 id="names">${speech.t("privacy.names")}</h3>
      ${this.#lines(speech)}
      ${
        this.#found.more
          ? html`<button type="button" class="button" @click=${next}>
              ${speech.t("privacy.names_more")}
            </button>`
          : nothing
      }
      <p>${speech.t("privacy.names_about")}</p>
    </section>`;
  }

  #lines(speech: Speech): unknown {
    const { items, failed } = this.#found;
    if (failed) return emptyState("alert", speech.t("privacy.names_failed"), failed);
    if (!items) return skeletonRows(speech.t("wait.message"), 1);
    if (items.length === 0)
      return html`<p class="none">
        ${icon("check", 16)}<span>${speech.t("privacy.names_none")}</span>
      </p>`;
    return html`<ul>
      ${items.map((one) => use(one, speech))}
    </ul>`;
  }
}

function use({ service, at }: Impersonation, speech: Speech): TemplateResult {
  const day = speech.date(at);
  const time = speech.time(at);
  const name = service.replace("service:", "");
  return html`<li class="look" part="row">
    <b dir="auto">${name === "host" ? speech.t("privacy.name_app") : name}</b>
    <span>${speech.t("privacy.name_used", { day, time })}</span>
  </li>`;
}
