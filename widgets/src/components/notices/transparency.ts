import { OnrecordTransparency } from "./transparency.component.ts";

export { OnrecordTransparency };
OnrecordTransparency.define("onrecord-transparency");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-transparency": OnrecordTransparency;
  }
}
