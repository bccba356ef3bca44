import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import {
  addAccount,
  changeAccount,
  fetchAccount,
  healthOf,
  listAccounts,
} from "../../../core/oversight/texts.ts";
import type { Port } from "../../../core/port.ts";
import type {
  ChangeSmsAccount,
  Page,
  SmsAccount,
  SmsAccountHealth,
  SmsProvider,
} from "../../../generated/wire.ts";
import { Form } from "../form.ts";
import { ListedSection } from "../listed.ts";
import { badge, fact, moment, note, problemBox, type Tone, whole } from "../parts.ts";
import type { Rights } from "../rights.ts";
import { NAMES, type Needed, PROVIDERS } from "./providers.ts";
import { input } from "./sender_fields.ts";

const NAME_LIMIT = 80;
const VALUE_LIMIT = 8_000;
/** More than one text in so many that does not arrive is a sign. */
const FEW = 10;

/** The accounts at providers: how each does, where its provider calls back, and what it logs in with. */
export class OnrecordAdminAccounts extends ListedSection<SmsAccount> {
  static override styles = [
    ...ListedSection.styles,
    css`
      fieldset {
        display: flex;
        flex-direction: column;
        gap: 12px;
      }
      legend {
        margin-block-end: 8px;
        font: var(--_t3);
        font-weight: 600;
      }
    `,
  ];

  protected readonly said = {
    section: "texts",
    glyph: "key",
    title: "texts.accounts",
    about: "texts.accounts_about",
    add: "texts.account_new",
    none: ["texts.accounts_none", "texts.accounts_none_next"],
  } as const;

  @state() private health: ReadonlyMap<string, SmsAccountHealth> = new Map();
  @state() private provider: SmsProvider = "twilio";
  @state() private renewing = false;
  readonly #form = new Form(this, (selector) => this.find(selector));

  protected async page(port: Port, cursor: string | null): Promise<Page<SmsAccount>> {
    // How they do may not be known now; that they are there is.
    const health = healthOf(port).catch(() => new Map<string, SmsAccountHealth>());
    const page = await listAccounts(port, cursor);
    this.health = await health;
    return page;
  }

  protected single(port: Port, id: string): Promise<SmsAccount> {
    return fetchAccount(port, id);
  }

  protected makes({ texts }: Rights): boolean {
    return texts;
  }

  protected begin(): void {
    this.renewing = false;
    this.#form.clear();
  }

  protected line(one: SmsAccount): TemplateResult {
    const how = this.health.get(one.id);
    const said = [
      PROVIDERS[one.provider].title,
      how && how.waiting > 0 ? this.t("texts.waiting", { count: how.waiting }) : null,
      how && how.unconfirmed > 0 ? this.t("texts.unconfirmed", { count: how.unconfirmed }) : null,
    ];
    return html`<b class="clip" dir="auto">${one.name}</b> ${this.#badge(one)}
      <span class="line">${whole(said)}</span>`;
  }

  #badge(one: SmsAccount): TemplateResult {
    const [tone, key] = stateOf(one, this.health.get(one.id));
    return badge(tone, this.t(`texts.health_${key}`));
  }

  protected whole(one: SmsAccount, back: () => void): TemplateResult {
    const how = this.health.get(one.id);
    return html`${this.top(one.name, back, this.#badge(one))} ${problemBox(this.problem)}
    ${how ? this.#health(how) : nothing} ${this.#facts(one)}
    ${this.renewing ? this.#renew(one) : this.#acts(one)}`;
  }

  /** What is counted is of the last 24 hours; what waits and what nobody knows, of now. */
  #health(how: SmsAccountHealth): TemplateResult {
    const { t, number } = this.speech;
    const at = (time: string | null): unknown =>
      time === null ? t("texts.never") : moment(this.speech, time);
    return html`<dl class="card wide">
        ${fact(t("texts.left"), number(how.left))} ${fact(t("texts.lost"), number(how.lost))}
        ${fact(t("texts.waits"), number(how.waiting))}
        ${fact(t("texts.unknown"), number(how.unconfirmed))}
        ${fact(t("texts.parked"), number(how.parked))}
        ${fact(t("texts.begun_at"), at(how.begun_at))}
        ${fact(t("texts.heard_at"), at(how.heard_at))}
      </dl>
      ${how.unconfirmed > 0 ? note("alert", t("texts.unknown_about"), "warn") : nothing}
      ${how.heard_at === null && how.left > 0 ? note("alert", t("texts.unheard"), "warn") : nothing}`;
  }

  #facts(one: SmsAccount): TemplateResult {
    const { t, date } = this.speech;
    const base = this.portal?.store.port.base ?? "";
    const settings = Object.entries(one.settings);
    return html`<dl class="card wide">
      ${fact(t("texts.provider"), PROVIDERS[one.provider].title)}
      ${fact(t("texts.hook"), html`<code dir="ltr">${base}/${one.hook}</code>`)}
      ${fact(t("texts.added"), date(one.created_at))}
      ${settings.map(([name, value]) => fact(name, html`<bdi>${value}</bdi>`))}
      ${fact(t("texts.secrets"), one.in_code ? t("texts.in_code") : one.secrets.join(", "))}
    </dl>`;
  }

  #acts(one: SmsAccount): TemplateResult {
    const active = one.state === "active";
    const turn = { account_id: one.id, state: active ? "paused" : "active" } as const;
    return html`<div class="acts">
      ${
        one.in_code
          ? nothing
          : html`<button type="button" class="button" @click=${() => (this.renewing = true)}>
              ${this.t("texts.renew")}
            </button>`
      }
      <button type="button" class="button" @click=${() => void this.#change(turn)}>
        ${this.t(active ? "texts.pause" : "texts.resume")}
      </button>
    </div>`;
  }

  async #change(command: ChangeSmsAccount): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    await this.attempt(async () => this.changed(await changeAccount(portal.store.port, command)));
  }

  #renew(one: SmsAccount): TemplateResult {
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      void this.#send(async (port, said) =>
        this.changed(await changeAccount(port, { account_id: one.id, ...said })),
      );
    };
    return html`<form @submit=${send}>
      <p class="about">${this.t("texts.renew_about")}</p>
      ${this.#values(one.provider, one.settings)} ${this.#form.box()}
      ${this.#form.acts(this.t("action.save"), [this.t("action.cancel"), () => this.begin()])}
    </form>`;
  }

  async #send(work: (port: Port, said: Said) => Promise<unknown>): Promise<boolean> {
    const { portal } = this;
    const form = this.find<HTMLFormElement>("form");
    if (!portal || !form) return false;
    const given = new FormData(form);
    return this.#form.send(() => work(portal.store.port, saidIn(given)));
  }

  protected form(done: (one: SmsAccount) => void, leave: () => void): unknown {
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      let made: SmsAccount | null = null;
      const name = this.find<HTMLInputElement>("#f-name")?.value.trim() ?? "";
      const { provider } = this;
      void this.#send(async (port, said) => {
        made = await addAccount(port, { provider, name, ...said });
      }).then((sent) => sent && made && done(made));
    };
    return html`<form @submit=${send}>
      ${this.#choose()}
      ${input(
        this.#form,
        { name: "name", label: this.t("texts.account_name"), hint: this.t("texts.account_hint") },
        { value: "", most: NAME_LIMIT, required: true },
      )}
      ${this.#values(this.provider, {})} ${this.#form.box()}
      ${this.#form.acts(this.t("texts.add"), [this.t("action.cancel"), leave])}
    </form>`;
  }

  #choose(): TemplateResult {
    const choose = (event: Event): void => {
      this.provider = (event.target as HTMLSelectElement).value as SmsProvider;
    };
    return this.#form.field(
      { name: "provider", label: this.t("texts.provider") },
      ({ id }) =>
        html`<select class="field" id=${id} @change=${choose}>
          ${NAMES.map(
            (one) =>
              html`<option value=${one} ?selected=${one === this.provider}>
                ${PROVIDERS[one].title}
              </option>`,
          )}
        </select>`,
    );
  }

  /** Its settings, which are shown again, and its secrets, which never are. */
  #values(provider: SmsProvider, now: Readonly<Record<string, string>>): TemplateResult {
    const { settings, secrets } = PROVIDERS[provider];
    return html`<fieldset>
        <legend>${this.t("texts.settings")}</legend>
        ${settings.map((one) => this.#value("settings", one, now[one.name] ?? ""))}
      </fieldset>
      <fieldset>
        <legend>${this.t("texts.secrets")}</legend>
        <p class="hint">${this.t("texts.secrets_hint")}</p>
        ${secrets.map((one) => this.#value("secrets", one, ""))}
      </fieldset>`;
  }

  #value(of: "settings" | "secrets", { name, needed }: Needed, value: string): TemplateResult {
    const label = needed ? name : this.t("texts.optional", { name });
    return this.#form.field(
      { name: `${of}/${name}`, label },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          name="${of}/${name}"
          type=${of === "secrets" ? "password" : "text"}
          dir="ltr"
          autocomplete="off"
          maxlength=${VALUE_LIMIT}
          ?required=${needed}
          .defaultValue=${value}
          aria-invalid=${invalid}
          aria-describedby=${describes}
        />`,
    );
  }
}

/** What a form says of an account. */
interface Said {
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

function saidIn(given: FormData): Said {
  const said: Said = { settings: {}, secrets: {} };
  for (const [key, value] of given) {
    const [of, name = ""] = key.split("/");
    if (typeof value !== "string" || !value.trim()) continue;
    if (of === "settings" || of === "secrets") said[of][name] = value.trim();
  }
  return said;
}

function stateOf(
  { state: how }: SmsAccount,
  health: SmsAccountHealth | undefined,
): readonly [Tone, "paused" | "unknown" | "trouble" | "well"] {
  if (how === "paused") return ["waits", "paused"];
  if (!health) return ["quiet", "unknown"];
  const { lost, left, unconfirmed } = health;
  const trouble = unconfirmed > 0 || lost * FEW > lost + left;
  return trouble ? ["bad", "trouble"] : ["good", "well"];
}
