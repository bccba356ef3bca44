/** One field of the form of a policy, by what the model says may be written there. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { TextKey } from "../../../core/i18n.ts";
import type { PolicyField } from "../../../generated/policy_form.ts";
import { dutyName, plain, ruleName } from "../naming.ts";
import type { PolicyDocument } from "../../../generated/wire.ts";
import { type Members, listOf, membersOf, spanOf, spanText, textOf } from "./form_model.ts";

const UNITS = ["H", "D", "W", "M", "Y"] as const;

/** What a field is drawn with. */
export interface Sheet {
  readonly speech: Speech;
  readonly value: Members;
  readonly faults: ReadonlyMap<string, readonly string[]>;
  set(pointer: string, next: unknown): void;
}

export interface Place {
  readonly name: string;
  readonly pointer: string;
  readonly field: PolicyField;
  readonly value: unknown;
}

/** The words of a key that is there, or nothing. */
function words({ t }: Speech, key: string): string {
  const found = t(key as TextKey);
  return found === key ? "" : found;
}

export function labelOf(name: string, pointer: string, speech: Speech): string {
  const key = /^\/reviewers\/\d+\/triggers$/.test(pointer) ? "triggers_of" : inPlace(pointer, name);
  return words(speech, `form.${key}`) || plain(name);
}

/** What notices to people outside have under names that mean something else elsewhere. */
function inPlace(pointer: string, name: string): string {
  return pointer.startsWith("/sms/notices") ? `notices_${name}` : name;
}

/** Choices that other parts of the portal name already. */
const STEMS: Readonly<Record<string, string>> = {
  dispositions: "case.disposition",
  rationale_required: "case.disposition",
  severity: "case.severity",
  may: "act",
  two_person: "act",
};

/** One of the choices of a member, in the reader's words. */
export function optionName(name: string, option: string, { speech, value }: Sheet): string {
  if (name === "triggers") return ruleName(option, value as unknown as PolicyDocument, speech);
  const found = words(speech, `${STEMS[name] ?? `form.${name}`}.${option}`);
  return found ? found.charAt(0).toLocaleUpperCase() + found.slice(1) : plain(option);
}

/** What is wrong in a place, for whoever sees it and for whoever does not. */
export function wrong(sheet: Sheet, pointer: string): unknown {
  const said = sheet.faults.get(pointer);
  return said ? html`<p class="wrong" id="w${pointer}" dir="auto">${said.join(" ")}</p>` : nothing;
}

const idOf = (pointer: string): string => `f${pointer}`;

export function drawField(place: Place, sheet: Sheet): unknown {
  const { name, pointer, field } = place;
  if (field.options?.length === 1 || settled(place, sheet)) return nothing;
  const label = labelOf(name, pointer, sheet.speech);
  const many = manyOf(place, sheet);
  if (many) return drawMany(place, sheet, label, many);
  if (field.is === "flag") return drawFlag(place, sheet, label);
  return html`<div class=${field.is === "lines" ? "labelled whole" : "labelled"} data-at=${pointer}>
    <label for=${idOf(pointer)}>${label}</label>
    ${control(place, sheet, label)} ${hint(place, sheet)} ${wrong(sheet, pointer)}
  </div>`;
}

/** What the model knows and every check refuses: it is not offered, and can only be taken out. */
const REFUSED: Readonly<Record<string, readonly string[]>> = { channels: ["sms", "import"] };

/** Whether nothing is left to choose: what stands is all that would be taken. */
function settled(place: Place, sheet: Sheet): boolean {
  const { name, pointer, field, value } = place;
  if (!REFUSED[name] || sheet.faults.has(pointer)) return false;
  return String(listOf(value ?? field.otherwise)) === String(manyOf(place, sheet));
}

/** What may be chosen in a place where several may: of the model, or of this very policy. */
function manyOf({ name, field }: Place, { value }: Sheet): readonly string[] | null {
  if (field.is === "choices")
    return (field.options ?? []).filter((one) => !REFUSED[name]?.includes(one));
  if (name === "triggers") return ids(value["triggers"], "id");
  if (name === "excluded") return ids(membersOf(value["scope"])["populations"], "name");
  return null;
}

function ids(list: unknown, member: string): string[] {
  return listOf(list)
    .map((one) => textOf(membersOf(one)[member]))
    .filter((name) => name !== "");
}

function hinted(place: Place, sheet: Sheet): string {
  const { name, field, pointer } = place;
  const own = words(sheet.speech, `form.hint.${inPlace(pointer, name)}`);
  if (own || field.is !== "names" || manyOf(place, sheet)) return own;
  return sheet.speech.t("form.each");
}

function hint(place: Place, sheet: Sheet): unknown {
  const said = hinted(place, sheet);
  return said ? html`<p class="hint" id="h${place.pointer}">${said}</p>` : nothing;
}

function about(place: Place, sheet: Sheet): string | typeof nothing {
  const { pointer } = place;
  const ids = [hinted(place, sheet) && `h${pointer}`, sheet.faults.has(pointer) && `w${pointer}`];
  return ids.filter(Boolean).join(" ") || nothing;
}

function typed(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function control(place: Place, sheet: Sheet, label: string): TemplateResult {
  switch (place.field.is) {
    case "choice":
      return drawChoice(place, sheet);
    case "time":
      return drawTime(place, sheet, label);
    case "lines":
      return drawLines(place, sheet);
    case "names":
      return drawNames(place, sheet);
    case "number":
      return drawNumber(place, sheet);
    default:
      return drawText(place, sheet);
  }
}

const invalid = (pointer: string, { faults }: Sheet): "true" | typeof nothing =>
  faults.has(pointer) ? "true" : nothing;

/** What was typed; nothing is the same as never having said it, unless it must be there. */
function said(text: string, { must }: PolicyField): string | undefined {
  return text === "" && !must ? undefined : text;
}

/** Texts that programs read. */
const CODE = ["rule", "record_number", "duty"];

function drawText(place: Place, sheet: Sheet): TemplateResult {
  const { pointer, field, name, value } = place;
  const code = field.is === "name" || CODE.includes(name);
  const suggested = suggestions(name, sheet);
  return html`<input
      class=${code ? "field code" : "field"}
      id=${idOf(pointer)}
      dir=${code ? "ltr" : "auto"}
      maxlength=${field.most}
      ?required=${field.must}
      autocapitalize=${code ? "off" : "sentences"}
      .spellcheck=${!code}
      list=${suggested.length > 0 ? `l${pointer}` : nothing}
      aria-invalid=${invalid(pointer, sheet)}
      aria-describedby=${about(place, sheet)}
      .value=${textOf(value)}
      @input=${(event: Event) => sheet.set(pointer, said(typed(event), field))}
    />${offers(pointer, suggested, sheet)}`;
}

function offers(pointer: string, suggested: readonly string[], { speech }: Sheet): unknown {
  if (suggested.length === 0) return nothing;
  return html`<datalist id="l${pointer}">
    ${suggested.map((one) => html`<option value=${one}>${dutyName(one, speech)}</option>`)}
  </datalist>`;
}

const DUTIES = ["reviewer", "investigator", "compliance_officer", "privacy_officer"];

function suggestions(name: string, { value }: Sheet): readonly string[] {
  if (name === "duty") return DUTIES;
  return name === "population" ? ids(membersOf(value["scope"])["populations"], "name") : [];
}

function drawLines(place: Place, sheet: Sheet): TemplateResult {
  const { pointer, field, value } = place;
  return html`<textarea
    class="field"
    id=${idOf(pointer)}
    rows="4"
    dir="auto"
    maxlength=${field.most ?? nothing}
    ?required=${field.must}
    aria-invalid=${invalid(pointer, sheet)}
    aria-describedby=${about(place, sheet)}
    .value=${textOf(value)}
    @input=${(event: Event) => sheet.set(pointer, said(typed(event), field))}
  ></textarea>`;
}

function drawNames(place: Place, sheet: Sheet): TemplateResult {
  const { pointer, field, value } = place;
  const list = (text: string): string[] =>
    text
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean);
  return html`<input
    class="field code"
    id=${idOf(pointer)}
    dir="ltr"
    autocapitalize="off"
    spellcheck="false"
    aria-invalid=${invalid(pointer, sheet)}
    aria-describedby=${about(place, sheet)}
    .value=${listOf(value ?? field.otherwise).join(", ")}
    @change=${(event: Event) => sheet.set(pointer, list(typed(event)))}
  />`;
}

/** While somebody types: an empty field is not what they mean yet. */
function filled(set: (event: Event) => void): (event: Event) => void {
  return (event) => {
    if (typed(event) !== "") set(event);
  };
}

function drawNumber(place: Place, sheet: Sheet): TemplateResult {
  const { pointer, field, value } = place;
  const set = (event: Event): void => {
    const text = typed(event);
    sheet.set(pointer, text === "" ? undefined : Number(text));
  };
  return html`<input
    class="field"
    type="number"
    id=${idOf(pointer)}
    min=${field.whole ? (field.least ?? nothing) : 0}
    max=${field.most ?? nothing}
    step=${field.whole ? 1 : "0.01"}
    ?required=${field.must}
    aria-invalid=${invalid(pointer, sheet)}
    aria-describedby=${about(place, sheet)}
    .value=${textOf(value ?? field.otherwise)}
    @input=${filled(set)}
    @change=${set}
  />`;
}

function drawChoice(place: Place, sheet: Sheet): TemplateResult {
  const { name, pointer, field, value } = place;
  const chosen = textOf(value ?? field.otherwise);
  const known = field.options ?? [];
  const all = known.includes(chosen) || chosen === "" ? known : [chosen, ...known];
  return html`<select
    class="field"
    id=${idOf(pointer)}
    aria-invalid=${invalid(pointer, sheet)}
    aria-describedby=${about(place, sheet)}
    @change=${(event: Event) => sheet.set(pointer, typed(event))}
  >
    ${all.map(
      (one) =>
        html`<option value=${one} .selected=${one === chosen}>
          ${optionName(name, one, sheet)}
        </option>`,
    )}
  </select>`;
}

function drawTime(place: Place, sheet: Sheet, label: string): TemplateResult {
  const { pointer, field, value } = place;
  const span = spanOf(textOf(value ?? field.otherwise));
  if (!span)
    return html`${drawText(place, sheet)}
      <p class="hint">${sheet.speech.t("form.written")}</p>`;
  const set = (count: string, unit: string): void => sheet.set(pointer, spanText(count, unit));
  return html`<div class="time">
    <input
      class="field"
      type="number"
      id=${idOf(pointer)}
      min="0"
      max="99999"
      aria-invalid=${invalid(pointer, sheet)}
      aria-describedby=${about(place, sheet)}
      .value=${span.count}
      @input=${filled((event) => set(typed(event), span.unit))}
      @change=${(event: Event) => set(typed(event), span.unit)}
    />
    <select
      class="field"
      aria-label=${sheet.speech.t("form.unit", { name: label })}
      @change=${(event: Event) => set(span.count, typed(event))}
    >
      ${UNITS.map(
        (unit) =>
          html`<option value=${unit} .selected=${unit === span.unit}>
            ${sheet.speech.t(`form.unit.${unit}`)}
          </option>`,
      )}
    </select>
  </div>`;
}

function drawFlag({ pointer, field, value }: Place, sheet: Sheet, label: string): TemplateResult {
  return html`<div class="whole" data-at=${pointer}>
    <label class="check">
      <input
        type="checkbox"
        id=${idOf(pointer)}
        .checked=${(value ?? field.otherwise) === true}
        aria-describedby=${sheet.faults.has(pointer) ? `w${pointer}` : nothing}
        @change=${(event: Event) => sheet.set(pointer, (event.target as HTMLInputElement).checked)}
      />
      <span>${label}</span>
    </label>
    ${wrong(sheet, pointer)}
  </div>`;
}

/** Some of several, in the order in which they are offered; one that is not offered stays until it is taken out. */
function drawMany(
  place: Place,
  sheet: Sheet,
  label: string,
  offered: readonly string[],
): TemplateResult {
  const { name, pointer, field, value } = place;
  const chosen = listOf(value ?? field.otherwise).map(textOf);
  const all = [...offered, ...chosen.filter((one) => !offered.includes(one))];
  const turn = (one: string): void =>
    sheet.set(
      pointer,
      all.filter((other) => (other === one) !== chosen.includes(other)),
    );
  return html`<fieldset class="whole" data-at=${pointer} aria-describedby=${about(place, sheet)}>
    <legend>${label}</legend>
    <div class="checks">
      ${
        all.length === 0
          ? html`<p class="hint">${sheet.speech.t("form.none")}</p>`
          : all.map(
              (one) =>
                html`<label class="check">
                  <input
                    type="checkbox"
                    .checked=${chosen.includes(one)}
                    @change=${() => turn(one)}
                  />
                  <span>${optionName(name, one, sheet)}</span>
                </label>`,
            )
      }
    </div>
    ${hint(place, sheet)} ${wrong(sheet, pointer)}
  </fieldset>`;
}
