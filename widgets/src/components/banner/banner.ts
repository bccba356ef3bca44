import { OnrecordBanner } from "./banner.component.ts";

export { OnrecordBanner };
OnrecordBanner.define("onrecord-banner");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-banner": OnrecordBanner;
  }
}
