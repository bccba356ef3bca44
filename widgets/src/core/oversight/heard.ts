/** What became of a request of one's own: no state holds grants, whoever shows them asks again. */
import { type Applied, applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { patch } from "../records.ts";
import type { ChatState } from "../types.ts";

const heard = (state: ChatState, { position }: { readonly position: number }): Applied =>
  applied(patch(state, { grantsAt: position }));

export const grants: Feature = {
  name: "grants",
  reducers: {
    "grant.approved": heard,
    "grant.opened": heard,
    "grant.denied": heard,
    "grant.closed": heard,
  },
};
