/**
 * How many parts a text takes, as the server counts them and `tests/data/segments.json` says. Pure.
 *
 * A text goes in the seven-bit alphabet of 3GPP TS 23.038 when every character of it is there, else all of
 * it in UCS-2. Parts are filled in order; an escape or a surrogate pair is never cut.
 */
export type Alphabet = "gsm7" | "ucs2";

export interface Segments {
  readonly alphabet: Alphabet;
  readonly parts: readonly string[];
  /** Septets of all parts, or units of UTF-16. */
  readonly units: number;
  /** How many more the last part takes before there is another. */
  readonly room: number;
}

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Each takes an escape before it. */
const EXTENSION = "\f^{}\\[~]|€";
const ALONE = { gsm7: 160, ucs2: 70 } as const;
const TOGETHER = { gsm7: 153, ucs2: 67 } as const;

const SEPTETS = new Map<string, number>([
  ...[...BASIC].map((one) => [one, 1] as const),
  ...[...EXTENSION].map((one) => [one, 2] as const),
]);

export function segments(text: string): Segments {
  const letters = [...text];
  const alphabet = letters.every((one) => SEPTETS.has(one)) ? "gsm7" : "ucs2";
  const units = letters.reduce((sum, one) => sum + sizeOf(one, alphabet), 0);
  if (units <= ALONE[alphabet])
    return { alphabet, parts: text ? [text] : [], units, room: ALONE[alphabet] - units };
  return { alphabet, units, ...filled(letters, alphabet) };
}

/** What keeps a text out of the seven-bit alphabet, in order: neighbours together, each once. */
export function wide(text: string): string[] {
  const runs: string[] = [];
  let open = false;
  for (const one of text) {
    const narrow = SEPTETS.has(one);
    if (!narrow) runs.push(open ? `${runs.pop() ?? ""}${one}` : one);
    open = !narrow;
  }
  return [...new Set(runs)];
}

function sizeOf(letter: string, alphabet: Alphabet): number {
  return alphabet === "gsm7" ? (SEPTETS.get(letter) ?? 0) : letter.length;
}

/** Parts, each as full as whole characters make it, and how much the last one has left. */
function filled(letters: readonly string[], alphabet: Alphabet): Pick<Segments, "parts" | "room"> {
  const parts = [""];
  let room: number = TOGETHER[alphabet];
  for (const one of letters) {
    const size = sizeOf(one, alphabet);
    if (size > room) {
      parts.push("");
      room = TOGETHER[alphabet];
    }
    parts.push(`${parts.pop() ?? ""}${one}`);
    room -= size;
  }
  return { parts, room };
}
