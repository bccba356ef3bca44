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

function paint({ draft, set }: Desk, scheme: Scheme, colour: Colour, value: string): void {
  const given = HEX.test(value) ? value.toLowerCase() : null;
  set({ [scheme]: { ...draft[scheme], [colour]: given } });
}

function field(scheme: Scheme, colour: Colour, desk: Desk): TemplateResult {
  const { t } = desk.speech;
  const given = desk.draft[scheme][colour];
  const painted = (event: Event): void => paint(desk, scheme, colour, valueOf(event).trim());
  const label = t(`branding.${colour}`);
  return desk.form.field(
    { name: `branding/${scheme}/${colour}`, label },
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
          maxlength="7"
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${given ?? ""}
          @change=${painted}
        />
      </span>`,
  );
}

function derived(scheme: Scheme, colour: Colour, { made }: Desk): string {
  const value = made?.[scheme][`--onrecord-${colour.replace("_", "-")}`];
  return value && HEX.test(value) ? value : UNKNOWN;
}

/** How far apart two colours are, and the nearest that would pass, as the server says. */
function meeting(pair: ColourPair, desk: Desk): TemplateResult {
  const { scheme, colour, on, ratio, minimum, passes, nearest } = pair;
  const { t } = desk.speech;
  const names = { one: t(`branding.${colour}`), on: t(`branding.${on}`) };
  const said = t("branding.ratio", { ratio: ratio.toFixed(2), least: minimum });
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
