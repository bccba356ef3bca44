/** Contrast of WCAG 2.2, and the nearest colour that passes: what the server asks of a branding. Pure. */

type Triple = readonly [number, number, number];

/** Text of WCAG 1.4.3, and parts of the interface of 1.4.11. */
export const TEXT = 4.5;
export const PART = 3;
const STEPS = 250;

function linear(colour: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Lightness, chroma and hue of OKLCH (Ottosson 2020). */
function oklch(colour: string): Triple {
  const [r, g, b] = linear(colour);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const c = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  const light = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  return [light, Math.hypot(a, c), Math.atan2(c, a)];
}

function rgb([light, chroma, hue]: Triple): Triple {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const fits = (one: Triple): boolean => one.every((part) => part >= -0.0001 && part <= 1.0001);

function inGamut([light, chroma, hue]: Triple): Triple {
  if (fits(rgb([light, chroma, hue]))) return [light, chroma, hue];
  let [low, high] = [0, chroma];
  for (let round = 0; round < 12; round += 1) {
    const middle = (low + high) / 2;
    if (fits(rgb([light, middle, hue]))) low = middle;
    else high = middle;
  }
  return [light, low, hue];
}

function hex(colour: Triple): string {
  const part = (value: number): string => {
    const bounded = Math.min(Math.max(value, 0), 1);
    const curved = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(curved * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${rgb(inGamut(colour)).map(part).join("")}`;
}

/** The colour of the nearest lightness and the same hue that passes on a ground. */
export function nearest(colour: string, ground: string, least: number): string {
  if (contrast(colour, ground) >= least) return colour;
  const [light, chroma, hue] = oklch(colour);
  for (let step = 1; step <= STEPS; step += 1)
    for (const at of [light - step / STEPS, light + step / STEPS]) {
      const found = hex([Math.min(Math.max(at, 0), 1), chroma, hue]);
      if (contrast(found, ground) >= least) return found;
    }
  return colour;
}
