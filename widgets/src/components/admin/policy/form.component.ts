import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { POLICY_PARTS, type PolicyField, type PolicyPart } from "../../../generated/policy_form.ts";
import type { PolicyDocument, PolicyFault } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { dutyName, languageName, plain, ruleName } from "../naming.ts";
import { badge } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { type Sheet, drawField, labelOf, optionName, wrong } from "./form_fields.ts";
import {
  type Members,
  ROOT,
  at,
  blank,
  inside,
  listOf,
  membersOf,
  partOf,
  placed,
  put,
  shownAt,
  textOf,
} from "./form_model.ts";
import { formStyles } from "./form.styles.ts";

/** What is written most often comes first; whatever is not named here follows. */
const ORDER = ["texts", "triggers", "reviewers", "process", "notices", "scope"];
const NESTED: readonly string[] = ["part", "parts", "keyed"];
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** The language that everybody falls back to. */
const FIRST = "en";

/** A policy as a form, drawn from what its model says. Tells `changed` (the document as it is now). */
export class OnrecordAdminPolicyForm extends AdminSection {
  static override styles = [...AdminSection.styles, formStyles];

  @property({ attribute: false }) value: Members = {};
  @property({ attribute: false }) faults: readonly PolicyFault[] = [];

  /** The item that is open, by its pointer. */
  @state() private open = "";
  @state() private said = "";

  #placed: ReadonlyMap<string, readonly string[]> = new Map();
  /** Where the focus goes once it is drawn. */
  #next = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("faults") || changed.has("value"))
      this.#placed = placed(this.value, this.faults);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.#next || !changed.has("value")) return;
    this.#focus(this.#next);
    this.#next = "";
  }

  /** Lead to a place, and open what holds it. */
  async show(pointer: string): Promise<void> {
    const place = shownAt(this.value, pointer);
    const item =
      /^\/(?:triggers|reviewers|notices|texts|scope\/populations|sms\/(?:words|hours))\/[^/]+/.exec(
        place,
      );
    if (item) this.open = item[0];
    await this.updateComplete;
    this.#focus(place);
  }

  #focus(pointer: string): void {
    const found = this.find(`[data-at="${CSS.escape(pointer)}"]`);
    const fields = ":is(input, select, textarea)";
    const target =
      found?.querySelector<HTMLElement>(found.matches("section") ? "summary" : fields) ?? found;
    target?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }

  #set(pointer: string, next: unknown): void {
    this.value = put(this.value, pointer, next);
    this.tell("changed", this.value);
  }

  get #sheet(): Sheet {
    const set = (pointer: string, next: unknown): void => this.#set(pointer, next);
    return { speech: this.speech, value: this.value, faults: this.#placed, set };
  }

  protected override render(): unknown {
    const root = POLICY_PARTS[ROOT] ?? {};
    const rest = Object.keys(root).filter((name) => !ORDER.includes(name));
    return html`<div class="column">
      ${wrong(this.#sheet, "")}
      ${[...ORDER, ...rest].map((name) => this.#section(name, root[name]))}
      <p class="sr" role="status">${this.said}</p>
    </div>`;
  }

  #section(name: string, field: PolicyField | undefined): unknown {
    if (!field) return nothing;
    const pointer = inside("", name);
    if (!NESTED.includes(field.is))
      return html`<div class="card">${this.#leaf(name, pointer, field)}</div>`;
    return html`<section class="card" aria-labelledby="s-${name}" data-at=${pointer} tabindex="-1">
      <h4 id="s-${name}">${labelOf(name, pointer, this.speech)}</h4>
      ${wrong(this.#sheet, pointer)} ${this.#nested(name, pointer, field)}
    </section>`;
  }

  #nested(name: string, pointer: string, field: PolicyField): unknown {
    if (field.is === "part") return this.#members(pointer, partOf(field, null));
    return field.is === "keyed" ? this.#keyed(pointer, field) : this.#list(name, pointer, field);
  }

  #leaf(name: string, pointer: string, field: PolicyField): unknown {
    return drawField({ name, pointer, field, value: at(this.value, pointer) }, this.#sheet);
  }

  #members(pointer: string, part: PolicyPart | null): unknown {
    if (!part) return html`<p class="hint">${this.t("form.kind_unknown")}</p>`;
    return html`<div class="members">
      ${Object.entries(part).map(([name, field]) => {
        const place = inside(pointer, name);
        if (!NESTED.includes(field.is)) return this.#leaf(name, place, field);
        return html`<section
          class="whole inner"
          aria-labelledby="s${place}"
          data-at=${place}
          tabindex="-1"
        >
          <h5 id="s${place}">${labelOf(name, place, this.speech)}</h5>
          ${wrong(this.#sheet, place)} ${this.#nested(name, place, field)}
        </section>`;
      })}
    </div>`;
  }

  // -- lists -----------------------------------------------------------------------------------

  #list(name: string, pointer: string, field: PolicyField): TemplateResult {
    const all = listOf(at(this.value, pointer));
    return html`${
      all.length === 0
        ? html`<p class="hint">${this.t("form.none")}</p>`
        : html`<ul class="items">
            ${all.map((one, index) => html`<li>${this.#item(name, inside(pointer, index), field, one)}</li>`)}
          </ul>`
    }
    ${this.#adding(name, pointer, field)}`;
  }

  #item(list: string, pointer: string, field: PolicyField, value: unknown): TemplateResult {
    const title = this.#title(list, pointer, value);
    const wrongs = [...this.#placed].filter(
      ([at]) => at === pointer || at.startsWith(`${pointer}/`),
    );
    const toggle = (event: Event): void => {
      event.preventDefault();
      this.open = this.open === pointer ? "" : pointer;
    };
    return html`<details class="item" ?open=${this.open === pointer} data-at=${pointer}>
      <summary @click=${toggle}>
        <span class="named">
          <b dir="auto">${title}</b> ${this.#marks(list, value)}
          ${
            wrongs.length > 0
              ? badge("bad", this.t("form.faults", { count: wrongs.length }))
              : nothing
          }
        </span>
      </summary>
      ${
        this.open === pointer
          ? html`<div class="inside">
              ${wrong(this.#sheet, pointer)} ${this.#members(pointer, partOf(field, value))}
              ${this.#removing(list, pointer, title)}
            </div>`
          : nothing
      }
    </details>`;
  }

  #removing(list: string, pointer: string, name: string): unknown {
    if (list === "texts" && pointer === inside("/texts", FIRST)) return nothing;
    return html`<div class="acts">
      <button type="button" class="button danger" @click=${() => this.#remove(pointer, name)}>
        ${icon("trash", 16)}${this.t("form.remove", { name })}
      </button>
    </div>`;
  }

  #title(list: string, pointer: string, value: unknown): string {
    const members = membersOf(value);
    const { speech } = this;
    const named = textOf(members["id"] ?? members["name"]);
    const titles: Readonly<Record<string, () => string>> = {
      texts: () => languageName(pointer.slice("/texts/".length), speech),
      reviewers: () => dutyName(textOf(members["duty"]), speech),
      notices: () => optionName("to", textOf(members["to"]), this.#sheet),
      triggers: () => this.#rule(named, members),
      words: () => languageName(textOf(members["locale"]), speech),
      hours: () => optionName("category", textOf(members["category"]), this.#sheet),
    };
    return (titles[list]?.() ?? named) || this.t("form.name");
  }

  #rule(id: string, members: Members): string {
    if (id === "") return this.#kind(members);
    return ruleName(id, this.value as unknown as PolicyDocument, this.speech);
  }

  #kind(members: Members): string {
    return plain(textOf(members["kind"]));
  }

  #marks(list: string, value: unknown): unknown {
    const { action, of, may } = membersOf(value);
    if (list === "triggers" && typeof action === "string")
      return badge("plain", this.#does(action));
    const several = list === "notices" ? (["of", of] as const) : (["may", may] as const);
    if (list !== "notices" && list !== "reviewers") return nothing;
    const names = listOf(several[1]).map((one) => optionName(several[0], textOf(one), this.#sheet));
    return html`<span class="end">${names.join(" · ")}</span>`;
  }

  #does(action: string): string {
    const known = ["flag", "mask", "hold", "block"] as const;
    const found = known.find((one) => one === action);
    return found ? this.t(`studio.does.${found}`) : action;
  }

  #remove(pointer: string, name: string): void {
    const list = pointer.slice(0, pointer.lastIndexOf("/"));
    this.open = "";
    this.said = this.t("form.removed", { name });
    this.#next = list;
    this.#set(pointer, undefined);
  }

  // -- adding ----------------------------------------------------------------------------------

  #adding(name: string, pointer: string, field: PolicyField): TemplateResult {
    const kinds = typeof field.of === "object" ? Object.keys(field.of) : [];
    const add = (): void => {
      const kind = this.find<HTMLSelectElement>(`#k-${name}`)?.value;
      const one = blank(field, kinds.length > 0 ? kind : undefined);
      this.#add(inside(pointer, listOf(at(this.value, pointer)).length), one);
    };
    return html`<div class="adding">
      ${
        kinds.length > 0
          ? html`<label class="sr" for="k-${name}">${this.t("form.add_kind")}</label>
              <select class="field" id="k-${name}">
                ${kinds.map((kind) => html`<option value=${kind}>${this.#kindName(kind)}</option>`)}
              </select>`
          : nothing
      }
      ${this.#plus(name, add)}
    </div>`;
  }

  #kindName(kind: string): string {
    const names = { lexicon: "form.lexicon", classifier: "form.classifier" } as const;
    if (kind === "detector") return this.t("rule.detector", { name: "" }).replace(/:\s*$/, "");
    const named = names[kind as keyof typeof names];
    return named
      ? this.t(named)
      : ruleName("x", { triggers: [{ id: "x", kind }] } as never, this.speech);
  }

  #plus(name: string, add: () => void): TemplateResult {
    const label = `${this.t("form.add")}: ${labelOf(name, "", this.speech)}`;
    return html`<button type="button" class="button" aria-label=${label} @click=${add}>
      ${icon("plus", 16)}${this.t("form.add")}
    </button>`;
  }

  #add(pointer: string, one: unknown): void {
    this.open = pointer;
    this.#next = pointer;
    this.#set(pointer, one);
  }

  #keyed(pointer: string, field: PolicyField): TemplateResult {
    const all = Object.entries(membersOf(at(this.value, pointer)));
    const add = (): void => {
      const code = this.find<HTMLInputElement>("#k-texts")?.value.trim() ?? "";
      if (!LANGUAGE.test(code) || all.some(([known]) => known === code)) return;
      this.#add(inside(pointer, code), blank(field));
    };
    return html`<ul class="items">
        ${all.map(([code, one]) => html`<li>${this.#item("texts", inside(pointer, code), field, one)}</li>`)}
      </ul>
      <div class="adding">
        <label class="sr" for="k-texts">${this.t("form.add_language")}</label>
        <input
          class="field"
          id="k-texts"
          maxlength="20"
          dir="ltr"
          autocapitalize="off"
          placeholder=${this.t("form.add_language")}
        />
        ${this.#plus("texts", add)}
      </div>`;
  }
}
