import { OnrecordSettings } from "./settings.component.ts";

export { OnrecordSettings };
OnrecordSettings.define("onrecord-settings");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-settings": OnrecordSettings;
  }
}
