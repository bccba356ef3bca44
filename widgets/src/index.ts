/** The public door: importing this module registers the elements. */
export { Store } from "./core/store.ts";
export type { ChatState, ChatStore } from "./core/types.ts";
