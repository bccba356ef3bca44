import { type TemplateResult, html, nothing } from "lit";

import {
  addSender,
  changeSender,
  fetchSender,
  listAccounts,
  listSenders,
} from "../../../core/oversight/texts.ts";
import type { Port } from "../../../core/port.ts";
import type { ChangeSmsSender, Page, SmsAccount, SmsSender } from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { ListedSection } from "../listed.ts";
import { badge, fact, note, problemBox, whole } from "../parts.ts";
import type { Rights } from "../rights.ts";
import { senderFields, senderSaid } from "./sender_fields.ts";

/** The numbers that texts go from: how fast, how many, how they are registered, and who writes from each. */
export class OnrecordAdminSenders extends ListedSection<SmsSender> {
  protected readonly said = {
    section: "texts",
    glyph: "phone",
    title: "texts.senders",
    about: "texts.senders_about",
    add: "texts.sender_new",
    none: ["texts.senders_none", "texts.senders_none_next"],
  } as const;

  readonly #form = new Form(this, (selector) => this.find(selector));
  #accounts: readonly SmsAccount[] | null = null;
  #inbox: readonly string[] | null = null;
  #editing = false;

  protected page(port: Port, cursor: string | null): Promise<Page<SmsSender>> {
    return listSenders(port, cursor);
  }

  protected single(port: Port, id: string): Promise<SmsSender> {
    return fetchSender(port, id);
  }

  protected makes({ texts }: Rights): boolean {
    return texts;
  }

  protected begin(): void {
    this.#editing = false;
    this.#inbox = null;
    this.#form.clear();
  }

  protected line(one: SmsSender): TemplateResult {
    const { t, number } = this.speech;
    const rate = t("texts.rate_line", { count: number(one.rate) });
    return html`<b class="clip" dir="auto">${one.name}</b> ${this.#state(one)}
      <span class="line">${whole([one.number, t(`texts.kind_${one.kind}`), rate])}</span>`;
  }

  #state({ state }: SmsSender): TemplateResult {
    return badge(state === "active" ? "good" : "waits", this.t(`texts.state_${state}`));
  }

  protected whole(one: SmsSender, back: () => void): TemplateResult {
    const manages = this.portal?.rights.texts ?? false;
    return html`${this.top(one.name, back, this.#state(one))} ${problemBox(this.problem)}
    ${this.#unregistered(one)} ${this.#facts(one)}
    ${!manages ? nothing : this.#editing ? this.#edit(one) : this.#acts(one)}`;
  }

  /** Carriers of the United States block what is sent from there without it. */
  #unregistered({ kind, number, campaign_id: campaign }: SmsSender): unknown {
    const asked = kind === "long_code" && number.startsWith("+1") && !campaign;
    return asked ? note("alert", this.t("texts.unregistered"), "warn") : nothing;
  }

  #facts(one: SmsSender): TemplateResult {
    const { t, number, names } = this.speech;
    const none = t("texts.none");
    return html`<dl class="card wide">
      ${fact(t("texts.number"), html`<bdi>${one.number}</bdi>`)}
      ${fact(t("texts.category"), t(`texts.category_${one.category}`))}
      ${fact(t("texts.rate"), t("texts.rate_line", { count: number(one.rate) }))}
      ${fact(t("texts.cap"), one.daily_cap === null ? none : number(one.daily_cap))}
      ${fact(t("texts.brand"), one.brand_id ?? none)}
      ${fact(t("texts.campaign"), one.campaign_id ?? none)}
      ${fact(t("texts.use_case"), one.use_case ?? none)}
      ${fact(t("texts.programme"), one.programme ?? none)}
      ${fact(
        t("texts.inbox"),
        one.inbox.length > 0 ? names(one.inbox.map((id) => this.who(id))) : none,
      )}
    </dl>`;
  }

  #acts(one: SmsSender): TemplateResult {
    const active = one.state === "active";
    const edit = (): void => {
      this.#editing = true;
      this.#inbox = one.inbox;
      this.requestUpdate();
    };
    return html`<div class="acts">
      <button type="button" class="button" @click=${edit}>${this.t("texts.change")}</button>
      <button
        type="button"
        class="button"
        @click=${() => void this.#change({ sender_id: one.id, state: active ? "paused" : "active" })}
      >
        ${this.t(active ? "texts.pause" : "texts.resume")}
      </button>
    </div>`;
  }

  async #change(command: ChangeSmsSender): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => this.changed(await changeSender(portal.store.port, command)));
  }

  #edit(one: SmsSender): TemplateResult {
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      void this.#send(async (port, said) =>
        this.changed(await changeSender(port, { sender_id: one.id, ...said })),
      );
    };
    const leave = (): void => {
      this.begin();
      this.requestUpdate();
    };
    return html`<form @submit=${send}>
      ${this.#fields(one)} ${this.#form.box()}
      ${this.#form.acts(this.t("action.save"), [this.t("action.cancel"), leave])}
    </form>`;
  }

  #fields(one: SmsSender | null): TemplateResult {
    const inbox = this.#inbox ?? [];
    const store = this.portal?.store;
    const people = inbox.map((id) => ({ id, name: this.who(id) }));
    return senderFields(this.#form, this.speech, { one, people, store }, (ids) => {
      this.#inbox = ids;
    });
  }

  async #send(
    work: (port: Port, said: ReturnType<typeof senderSaid>) => Promise<unknown>,
  ): Promise<boolean> {
    const { portal } = this;
    const form = this.find<HTMLFormElement>("form");
    if (!portal || !form) return false;
    const said = senderSaid(new FormData(form), this.#inbox ?? []);
    return this.#form.send(() => work(portal.store.port, said));
  }

  protected form(done: (one: SmsSender) => void, leave: () => void): unknown {
    if (this.#accounts === null) {
      void this.#askAccounts();
      return this.waiting(2);
    }
    if (this.#accounts.length === 0) return note("alert", this.t("texts.no_account"), "warn");
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      let made: SmsSender | null = null;
      void this.#send(async (port, said) => {
        made = await addSender(port, { ...said, ...this.#where() });
      }).then((sent) => sent && made && done(made));
    };
    return html`<form @submit=${send}>
      ${this.#place(this.#accounts)} ${this.#fields(null)} ${this.#form.box()}
      ${this.#form.acts(this.t("texts.add"), [this.t("action.cancel"), leave])}
    </form>`;
  }

  async #askAccounts(): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const page = await listAccounts(portal.store.port, null).catch(() => null);
    this.#accounts = page?.data ?? [];
    this.requestUpdate();
  }

  #where(): { account_id: string; number: string } {
    const value = (selector: string): string =>
      this.find<HTMLInputElement>(selector)?.value.trim() ?? "";
    return {
      account_id: value("#f-account_id"),
      number: value("#f-number").replace(/[()./-]/g, ""),
    };
  }

  #place(accounts: readonly SmsAccount[]): TemplateResult {
    return html`${this.#form.field(
      { name: "account_id", label: this.t("texts.account") },
      ({ id }) =>
        html`<select class="field" id=${id}>
          ${accounts.map((one) => html`<option value=${one.id}>${one.name} · ${one.provider}</option>`)}
        </select>`,
    )}
    ${this.#form.field(
      { name: "number", label: this.t("texts.number"), hint: this.t("texts.number_hint") },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          required
          dir="ltr"
          autocomplete="off"
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    )}`;
  }
}
