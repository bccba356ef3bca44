/** In which tone the state of a grant is said. */
import type { GrantState } from "../../../generated/wire.ts";
import type { Tone } from "../parts.ts";

export const TONES: Readonly<Record<GrantState, Tone>> = {
  requested: "waits",
  open: "good",
  expired: "plain",
  denied: "bad",
  closed: "plain",
};
