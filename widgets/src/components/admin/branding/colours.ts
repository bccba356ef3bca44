/** The colours of a theme, and how far apart those are that meet. */
import { type TemplateResult, html, nothing } from "lit";

import type { ColourPair, Palette } from "../../../generated/wire.ts";
import { badge } from "../parts.ts";
import { type Desk, type Scheme, valueOf } from "./desk.ts";

type Colour = keyof Palette;

export const COLOURS: readonly Colour[] = ["accent", "on_accent", "surface", "text"];
/** What a picker stands on where nothing is given and the server has not answered yet. */
const UNKNOWN = "#808080";
const HEX = /^#[0-9a-f]{6}$/i;

export function palette(scheme: Scheme, desk: Desk): TemplateResult {
  const pairs = desk.made?.pairs.filter((pair) => pair.scheme === scheme);
  return html`<fieldset class="card">
    <legend>${desk.speech.t(`branding.${scheme}`)}</legend>
    <div class="pair">${COLOURS.map((colour) => field(scheme, colour, desk))}</div>
    <ul class="pairs" aria-live="polite">
      ${pairs?.map((pair) => meeting(pair, desk))}
    </ul>
  </fieldset>`;
}

function paint(desk: Desk, scheme: Scheme, colour: Colour, value: string): void {
  const { draft, set, mistype } = desk;
  const good = value === "" || HEX.test(value);
  mistype(`branding/${scheme}/${colour}`, good ? null : value);
  if (!good) return;
  const given = value.toLowerCase() || null;
  set({ [scheme]: { ...draft[scheme], [colour]: given } });
}

function field(scheme: Scheme, colour: Colour, desk: Desk): TemplateResult {
  const { t } = desk.speech;
  const given = desk.draft[scheme][colour];
  const painted = (event: Event): void => paint(desk, scheme, colour, valueOf(event).trim());
  const label = t(`branding.${colour}`);
  const name = `branding/${scheme}/${colour}`;
  return desk.form.field(
    { name, label },
    ({ id, invalid, describes }) =>
      html`<span class="colour">
        <input
          type="color"
          aria-label=${t("branding.pick", { colour: label })}
          .value=${given ?? derived(scheme, colour, desk)}
          @input=${painted}
        />
        <input
          class="field code"
          id=${id}
          dir="ltr"
          placeholder=${t("branding.derived")}
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${desk.typed.get(name) ?? given ?? ""}
          @change=${painted}
        />
      </span>`,
  );
}

function derived(scheme: Scheme, colour: Colour, { made }: Desk): string {
  const value = made?.[scheme][`--onrecord-${colour.replace("_", "-")}`];
  return value && HEX.test(value) ? value : UNKNOWN;
}

/** Why it cannot be saved: the first pair that is too close to be read. */
export function tooClose({ made, speech }: Desk): string {
  const pair = made?.pairs.find(({ passes }) => !passes);
  if (!pair) return "";
  const { t } = speech;
  const names = { one: t(`branding.${pair.colour}`), on: t(`branding.${pair.on}`) };
  const of = { scheme: t(`branding.${pair.scheme}`), pair: t("branding.pair", names) };
  return t("branding.not_yet_close", of);
}

/** How far apart two colours are, and the nearest that would pass, as the server says. */
function meeting(pair: ColourPair, desk: Desk): TemplateResult {
  const { scheme, colour, on, ratio, minimum, passes, nearest } = pair;
  const { t } = desk.speech;
  const names = { one: t(`branding.${colour}`), on: t(`branding.${on}`) };
  const digits = new Intl.NumberFormat(desk.speech.lang, { maximumFractionDigits: 2 });
  const said = t("branding.ratio", { ratio: digits.format(ratio), least: digits.format(minimum) });
  return html`<li>
    <span>${t("branding.pair", names)}</span>
    ${badge(passes ? "good" : "bad", said)}
    ${
      nearest
        ? html`<button
            type="button"
            class="button"
            @click=${() => paint(desk, scheme, colour, nearest)}
          >
            ${t("branding.take", { colour: nearest })}
          </button>`
        : nothing
    }
  </li>`;
}
