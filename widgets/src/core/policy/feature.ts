/** What of the policy must be known at once: which one is in force, and whether one has read it. */
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { fetchPolicy } from "./fetching.ts";

const NAME = "policy";
const ASK = { asks: { [NAME]: ["in force"] } };
const UNACKNOWLEDGED = "policy_unacknowledged";

export const policy: Feature = {
  name: NAME,
  reducers: {
    "policy.decided": (state) => applied(state, ASK),
    "policy.withdrawn": (state) => applied(state, ASK),
    // One's own word, here or on another device; what is in force may be a later version by now.
    "policy.acknowledged": (state, { event: { version } }) =>
      applied(state, state.policy?.acknowledged?.version === version ? {} : ASK),
  },
  refresh: fetchPolicy,
  fetch: fetchPolicy,
  refused: (port, { code, more }) => {
    const { policy: known } = port.state;
    const told = known?.must_acknowledge && known.version === more["version"];
    if (code === UNACKNOWLEDGED && !told) fetchPolicy(port).catch(() => undefined);
  },
};
