/** Tries a list on a text while it is typed; nothing of it is kept. */
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from "lit";

import type { Speech } from "../../../base/speech.ts";
import { tryLexicon } from "../../../core/oversight/lexicons.ts";
import type { Port } from "../../../core/port.ts";
import { problemOf } from "../../../core/problems.ts";
import type { LexiconDocument, LexiconTried } from "../../../generated/wire.ts";
import { note } from "../parts.ts";
import { pieces } from "../queue/pieces.ts";

const PAUSE_MS = 300;

export class Tester implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = "";
  #tried: LexiconTried | null = null;
  #failed = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** The list is another by now, or the text is. */
  again(port: Port, document: LexiconDocument): void {
    clearTimeout(this.#timer);
    if (this.#text.trim()) this.#timer = setTimeout(() => void this.#try(port, document), PAUSE_MS);
  }

  async #try(port: Port, document: LexiconDocument): Promise<void> {
    const round = (this.#round += 1);
    const text = this.#text;
    try {
      const tried = await tryLexicon(port, document, text);
      if (round !== this.#round) return;
      this.#tried = tried;
      this.#failed = "";
    } catch (error) {
      if (round === this.#round) this.#failed = problemOf(error).detail;
    }
    this.#host.requestUpdate();
  }

  render(port: Port, document: LexiconDocument, { t }: Speech): TemplateResult {
    const typed = (event: Event): void => {
      this.#text = (event.target as HTMLTextAreaElement).value;
      this.#tried = null;
      this.again(port, document);
    };
    return html`<section class="card" aria-labelledby="try">
      <h4 id="try">${t("lexicons.try")}</h4>
      <div class="labelled">
        <label for="tried">${t("lexicons.try_text")}</label>
        <textarea
          class="field"
          id="tried"
          rows="3"
          dir="auto"
          maxlength="10000"
          @input=${typed}
        ></textarea>
        <p class="hint">${t("lexicons.try_hint")}</p>
      </div>
      <div role="status">
        ${this.#failed ? note("alert", this.#failed, "warn") : this.#outcome(t)}
      </div>
    </section>`;
  }

  #outcome(t: Speech["t"]): unknown {
    const tried = this.#tried;
    if (!tried) return nothing;
    const inside = pieces(this.#text, tried.hits).map(({ text, rules }) =>
      rules.length > 0 ? html`<mark title=${rules.join(", ")}>${text}</mark>` : text,
    );
    return html`<p class="said-text" dir="auto">${inside}</p>
      <p class="about">${t("lexicons.hits", { count: tried.hits.length })}</p>
      ${tried.too_many ? note("alert", t("lexicons.too_many"), "warn") : nothing}`;
  }
}
