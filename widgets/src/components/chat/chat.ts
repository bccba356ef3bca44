import "../list/list.ts";
import "../room/room.ts";
import { OnrecordChat } from "./chat.component.ts";

export { OnrecordChat };
OnrecordChat.define("onrecord-chat");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-chat": OnrecordChat;
  }
}
