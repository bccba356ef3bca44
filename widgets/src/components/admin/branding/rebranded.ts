/** The chat as it is, in another look: for the preview alone. */
import type { ChatState, ChatStore } from "../../../core/types.ts";
import type { BrandingView } from "../../../generated/wire.ts";

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
