import "../room/room.ts";
import { OnrecordConversation } from "./conversation.component.ts";

export { OnrecordConversation };
OnrecordConversation.define("onrecord-conversation");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-conversation": OnrecordConversation;
  }
}
