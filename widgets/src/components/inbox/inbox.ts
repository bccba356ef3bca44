import { OnrecordInbox } from "./inbox.component.ts";

export { OnrecordInbox };
OnrecordInbox.define("onrecord-inbox");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-inbox": OnrecordInbox;
  }
}
