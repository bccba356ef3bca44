import "../details/details.ts";
import "../list/list.ts";
import "../room/room.ts";
import "../starter/starter.ts";
import { OnrecordChat } from "./chat.component.ts";

export { OnrecordChat };
OnrecordChat.define("onrecord-chat");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-chat": OnrecordChat;
  }
}
