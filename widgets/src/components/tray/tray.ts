import { OnrecordTray } from "./tray.component.ts";

export { OnrecordTray };
OnrecordTray.define("onrecord-tray");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-tray": OnrecordTray;
  }
}
