/** Finds the place of a JSON pointer in a text. Pure. */

export interface Place {
  readonly from: number;
  readonly to: number;
  /** Counted from 1. */
  readonly line: number;
}

/** Where a pointer stands in a text, or the nearest that holds it; null where the text is no JSON. */
export function placeOf(text: string, pointer: string): Place | null {
  const path = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const [from, to] = new Finder(text).find(path);
  return { from, to, line: text.slice(0, from).split("\n").length };
}

/** Walks a text that is known to be JSON. */
class Finder {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  find(path: readonly string[]): [number, number] {
    this.#blank();
    const from = this.#at;
    const [wanted, ...rest] = path;
    const found = wanted === undefined ? null : this.#inside(wanted, rest);
    if (found) return found;
    this.#at = from;
    this.#skip();
    return [from, this.#at];
  }

  /** Go through the members of what begins here. */
  #inside(wanted: string, rest: readonly string[]): [number, number] | null {
    const open = this.#text[this.#at] ?? "";
    if (!"{[".includes(open)) return null;
    this.#at += 1;
    for (let index = 0; !this.#closes(); index += 1) {
      const key = open === "{" ? this.#key() : String(index);
      if (key === wanted) return this.find(rest);
      this.#skip();
      this.#blank();
      if (this.#text[this.#at] === ",") this.#at += 1;
    }
    return null;
  }

  #closes(): boolean {
    this.#blank();
    return "}]".includes(this.#text[this.#at] ?? "}");
  }

  #key(): string {
    const from = this.#at;
    this.#string();
    const key = JSON.parse(this.#text.slice(from, this.#at)) as string;
    this.#blank();
    this.#at += 1;
    this.#blank();
    return key;
  }

  #blank(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #string(): void {
    for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1)
      if (this.#text[this.#at] === "\\") this.#at += 1;
    this.#at += 1;
  }

  /** Pass over one value. */
  #skip(): void {
    let deep = 0;
    do {
      const letter = this.#text[this.#at] ?? "";
      if (letter === '"') this.#string();
      else {
        deep += "{[".includes(letter) ? 1 : "}]".includes(letter) ? -1 : 0;
        this.#at += 1;
      }
    } while (this.#at < this.#text.length && (deep > 0 || !this.#ends()));
  }

  #ends(): boolean {
    return (
      /[\s,}\]]/.test(this.#text[this.#at] ?? " ") || '"}]'.includes(this.#text[this.#at - 1] ?? "")
    );
  }
}
