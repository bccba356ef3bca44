import "../chat/chat.ts";
import { OnrecordLauncher } from "./launcher.component.ts";

export { OnrecordLauncher };
OnrecordLauncher.define("onrecord-launcher");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-launcher": OnrecordLauncher;
  }
}
