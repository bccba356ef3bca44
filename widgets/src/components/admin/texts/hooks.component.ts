import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { type HookState, listAccounts, listHooks } from "../../../core/oversight/texts.ts";
import type { SmsHook } from "../../../generated/wire.ts";
import { badge, choices, moment, type Tone } from "../parts.ts";
import { AdminSection } from "../section.ts";

const STATES: readonly HookState[] = ["parked", "refused", "applied"];
const TONES: Readonly<Record<HookState, Tone>> = {
  parked: "waits",
  refused: "bad",
  applied: "good",
};

/** What providers called us with: what waits for the text that it is about, what was refused, and what was applied. */
export class OnrecordAdminHooks extends AdminSection {
  @state() private wanted: HookState = "parked";
  @state() private accounts: ReadonlyMap<string, string> = new Map();
  readonly #found = new Paged<SmsHook>(this);
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.portal || this.#asked) return;
    this.#load();
    void this.#names();
  }

  #load(): void {
    this.#asked = true;
    const { portal, wanted } = this;
    if (portal) void this.#found.load((cursor) => listHooks(portal.store.port, wanted, cursor));
  }

  async #names(): Promise<void> {
    const { portal } = this;
    const page = portal && (await listAccounts(portal.store.port, null).catch(() => null));
    if (page) this.accounts = new Map(page.data.map(({ id, name }) => [id, name]));
  }

  protected override again(): void {
    const { portal, wanted } = this;
    if (portal) void this.#found.again((cursor) => listHooks(portal.store.port, wanted, cursor));
  }

  #more(): void {
    const { portal, wanted } = this;
    if (portal) void this.#found.next((cursor) => listHooks(portal.store.port, wanted, cursor));
  }

  #choose(wanted: HookState): void {
    this.wanted = wanted;
    this.#load();
  }

  protected override render(): unknown {
    if (!this.portal) return nothing;
    const all = STATES.map((one) => [one, this.t(`texts.hook_${one}`)] as const);
    const list = html`<p class="about">${this.t("texts.hooks_about")}</p>
      ${choices(this.t("texts.hooks"), all, this.wanted, (one) => this.#choose(one))}
      ${this.rows(
        this.#found,
        () => this.#load(),
        ["check", this.t("texts.hooks_none"), this.t("texts.hooks_none_next")],
        (one) => this.#row(one),
        () => this.#more(),
      )}`;
    return this.split(this.t("texts.hooks"), list, null);
  }

  #row(one: SmsHook): TemplateResult {
    const { t } = this.speech;
    return html`<div class="card wide" part="row">
      <b dir="auto">${this.accounts.get(one.account_id) ?? one.account_id}</b>
      ${badge(TONES[one.state], t(`texts.hook_${one.state}`))}
      <p>
        ${t(one.kind === "inbound" ? "texts.hook_inbound" : "texts.hook_status")} ·
        ${moment(this.speech, one.at)}
      </p>
      ${one.reason ? html`<p>${this.#why(one.reason)}</p>` : nothing}
      ${
        one.park_until
          ? html`<p>${t("texts.hook_until")} ${moment(this.speech, one.park_until)}</p>`
          : nothing
      }
    </div>`;
  }

  #why(reason: string): string {
    const known = [
      "unreadable",
      "erased",
      "unknown_text",
      "unknown_sender",
      "nobody_serves",
    ] as const;
    const found = known.find((one) => one === reason);
    return found ? this.t(`texts.hook_why_${found}`) : reason;
  }
}
