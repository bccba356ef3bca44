/** Makes the store that components talk to. */
import type { ChatOptions, ChatStore } from "./types.ts";

/** Make a chat for one mount; nothing happens before `start`. */
export declare function createChat(options: ChatOptions): ChatStore;
