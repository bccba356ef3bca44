/** What every part of the studio gets: the draft, what the server makes of it, and how it is changed. */
import type { Speech } from "../../../base/speech.ts";
import type { Branding, BrandingPreview } from "../../../generated/wire.ts";
import type { Form } from "../form.ts";

export type Scheme = "light" | "dark";
export const SCHEMES = ["light", "dark"] as const;

export interface Desk {
  readonly draft: Branding;
  /** What the server makes of the draft, or of the last one that it could judge. */
  readonly made: BrandingPreview | null;
  readonly form: Form;
  readonly speech: Speech;
  /** What was typed that is no colour, by the name of its field. */
  readonly typed: ReadonlyMap<string, string>;
  set(change: Partial<Branding>): void;
  /** Keep what is no colour in its field, and say so there; nothing is saved until it is mended. */
  mistype(name: string, typed: string | null): void;
}

/** What a field holds now. */
export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
