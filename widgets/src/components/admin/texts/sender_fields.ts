/** What is said of a number that texts go from: the fields of its form, and what they say. */
import { type TemplateResult, html } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import type { ChatStore } from "../../../core/types.ts";
import type { Person, SmsCategory, SmsSender } from "../../../generated/wire.ts";
import "../../people/people.ts";
import type { Form } from "../form.ts";

const CATEGORIES: readonly SmsCategory[] = ["conversational", "transactional", "marketing"];
const MOST_RATE = 60_000;
const NAME_LIMIT = 200;
const CODE_LIMIT = 80;

/** What stands in the form of a new one. */
const BLANK: Omit<Said, "inbox"> = {
  ...{ name: "", category: "conversational", rate: 60, daily_cap: null },
  ...{ brand_id: null, campaign_id: null, use_case: null, programme: null },
};

export interface Filled {
  readonly one: SmsSender | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly store: ChatStore | undefined;
}

/** What a form says; what is left empty is not said. */
export interface Said {
  name: string;
  category: SmsCategory;
  rate: number;
  daily_cap: number | null;
  brand_id: string | null;
  campaign_id: string | null;
  use_case: string | null;
  programme: string | null;
  inbox: string[];
}

export function senderSaid(given: FormData, inbox: readonly string[]): Said {
  const text = (name: string): string | null => {
    const value = given.get(name);
    return typeof value === "string" && value.trim() ? value.trim() : null;
  };
  const cap = text("daily_cap");
  return {
    name: text("name") ?? "",
    category: (text("category") ?? "conversational") as SmsCategory,
    rate: Number(text("rate") ?? 60),
    daily_cap: cap === null ? null : Number(cap),
    brand_id: text("brand_id"),
    campaign_id: text("campaign_id"),
    use_case: text("use_case"),
    programme: text("programme"),
    inbox: [...inbox],
  };
}

export function senderFields(
  form: Form,
  speech: Speech,
  { one, people, store }: Filled,
  chosen: (ids: string[]) => void,
): TemplateResult {
  const { t } = speech;
  const now = one ?? BLANK;
  const code = (
    name: "brand_id" | "campaign_id" | "use_case" | "programme",
    label: TextKey,
  ): TemplateResult =>
    input(form, { name, label: t(label) }, { value: now[name] ?? "", most: CODE_LIMIT });
  return html`${input(
      form,
      { name: "name", label: t("texts.name"), hint: t("texts.name_hint") },
      { value: now.name, most: NAME_LIMIT, required: true },
    )}
    ${category(form, speech, now.category)}
    <div class="pair">
      ${counted(form, { name: "rate", label: t("texts.rate"), hint: t("texts.rate_hint") }, now.rate, MOST_RATE)}
      ${counted(form, { name: "daily_cap", label: t("texts.cap"), hint: t("texts.cap_hint") }, now.daily_cap)}
    </div>
    <div class="pair">
      ${code("brand_id", "texts.brand")} ${code("campaign_id", "texts.campaign")}
    </div>
    <div class="pair">
      ${code("use_case", "texts.use_case")} ${code("programme", "texts.programme")}
    </div>
    ${inboxField(form, speech, { one, people, store }, chosen)}`;
}

interface Named {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

/** A line of text. */
export function input(
  form: Form,
  named: Named,
  { value, most, required = false }: { value: string; most: number; required?: boolean },
): TemplateResult {
  return form.field(
    named,
    ({ id, invalid, describes }) =>
      html`<input
        class="field"
        id=${id}
        name=${named.name}
        dir="auto"
        autocomplete="off"
        maxlength=${most}
        ?required=${required}
        .defaultValue=${value}
        aria-invalid=${invalid}
        aria-describedby=${describes}
      />`,
  );
}

export function counted(
  form: Form,
  named: Named,
  value: number | null,
  most = 1_000_000_000,
): TemplateResult {
  return form.field(
    named,
    ({ id, invalid, describes }) =>
      html`<input
        class="field"
        type="number"
        id=${id}
        name=${named.name}
        min="1"
        max=${most}
        .defaultValue=${value === null ? "" : String(value)}
        aria-invalid=${invalid}
        aria-describedby=${describes}
      />`,
  );
}

function category(form: Form, { t }: Speech, now: SmsCategory): TemplateResult {
  return form.field(
    { name: "category", label: t("texts.category"), hint: t("texts.category_hint") },
    ({ id, describes }) =>
      html`<select class="field" id=${id} name="category" aria-describedby=${describes}>
        ${CATEGORIES.map(
          (each) =>
            html`<option value=${each} ?selected=${each === now}>
              ${t(`texts.category_${each}`)}
            </option>`,
        )}
      </select>`,
  );
}

function inboxField(
  form: Form,
  speech: Speech,
  { people, store }: Filled,
  chosen: (ids: string[]) => void,
): TemplateResult {
  const wrong = form.said("inbox");
  const known = people.map(({ id, name }): Person => ({
    id,
    name,
    status: "active",
    roles: [],
    attributes: {},
  }));
  return html`<div class="labelled">
    <onrecord-people
      .label=${speech.t("texts.inbox")}
      .speech=${speech}
      .value=${known}
      .search=${(query: string) => store?.searchPeople(query) ?? Promise.resolve([])}
      @change=${({ detail }: CustomEvent<readonly Person[]>) => chosen(detail.map(({ id }) => id))}
    ></onrecord-people>
    <p class="hint">${speech.t("texts.inbox_hint")}</p>
    ${wrong ? html`<p class="wrong">${wrong}</p>` : ""}
  </div>`;
}
