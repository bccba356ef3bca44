/** The public door: importing this module registers the elements. */
import "./components/chat/chat.ts";
import "./components/conversation/conversation.ts";
import "./components/launcher/launcher.ts";

export { OnrecordChat } from "./components/chat/chat.component.ts";
export { OnrecordConversation } from "./components/conversation/conversation.component.ts";
export { OnrecordLauncher } from "./components/launcher/launcher.component.ts";
export { createChat } from "./core/chat.ts";
export type { ChatState, ChatStore } from "./core/types.ts";
