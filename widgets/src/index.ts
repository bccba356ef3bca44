/** The public door: importing this module registers the elements. */
import "./components/chat/chat.ts";
import { loadLater } from "./core/i18n.ts";

export { OnrecordChat } from "./components/chat/chat.component.ts";
export type { OnrecordAdmin } from "./components/admin/admin.component.ts";
export type { OnrecordConversation } from "./components/conversation/conversation.component.ts";
export type { OnrecordLauncher } from "./components/launcher/launcher.component.ts";
export type { OnrecordPrivacy } from "./components/privacy/privacy.component.ts";
export { createChat } from "./core/chat.ts";
export type { ChatState, ChatStore } from "./core/types.ts";

/** The elements round the chat: at once where the page has one, otherwise when nothing else waits. */
const OTHERS: Readonly<Record<string, () => Promise<unknown>>> = {
  "onrecord-admin": () => import("./components/admin/admin.ts"),
  "onrecord-conversation": () => import("./components/conversation/conversation.ts"),
  "onrecord-launcher": () => import("./components/launcher/launcher.ts"),
  "onrecord-privacy": () => import("./components/privacy/privacy.ts"),
};
const AGAIN_MS = 5_000;

for (const [tag, load] of Object.entries(OTHERS)) {
  const define = (): void =>
    void loadLater()
      .then(load)
      .catch(() => setTimeout(define, AGAIN_MS));
  if (document.querySelector(tag)) define();
  else (globalThis.requestIdleCallback ?? setTimeout)(define);
}
