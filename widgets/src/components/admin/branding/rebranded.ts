/** The chat as it is, in another look: for the preview alone. */
import type { ChatState, ChatStore } from "../../../core/types.ts";
import type { Branding, BrandingView, Palette } from "../../../generated/wire.ts";

const STEPS = { comfortable: "4px", compact: "3px" } as const;

function properties(branding: Branding, palette: Palette): Record<string, string> {
  const colours = Object.entries(palette).filter((one): one is [string, string] => Boolean(one[1]));
  const fonts = branding.fonts.map((name) => `"${name}"`);
  return {
    ...Object.fromEntries(
      colours.map(([name, value]) => [`--onrecord-${name.replace("_", "-")}`, value]),
    ),
    "--onrecord-radius": `${branding.radius}px`,
    "--onrecord-step": STEPS[branding.density],
    ...(fonts.length > 0 ? { "--onrecord-font": [...fonts, "sans-serif"].join(", ") } : {}),
  };
}

/** What is given; the elements derive the rest from it, as the server does. */
export function viewOf(branding: Branding): BrandingView {
  const { light, dark } = branding;
  const other = light.accent ? { accent: dark.accent ?? light.accent } : {};
  return {
    version: 0,
    branding,
    light: properties(branding, light),
    dark: properties(branding, { ...dark, ...other }),
  };
}

/** The same store, whose state has another branding. */
export function rebranded(store: ChatStore, branding: BrandingView): ChatStore {
  const worn = (state: ChatState): ChatState => ({ ...state, branding });
  const subscribe: ChatStore["subscribe"] = (selector, listener) =>
    store.subscribe(
      (state) => state,
      (state) => listener(selector(worn(state))),
    );
  return new Proxy(store, {
    get: (target, name): unknown => {
      if (name === "state") return worn(target.state);
      if (name === "subscribe") return subscribe;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
