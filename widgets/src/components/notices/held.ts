import { OnrecordHeld } from "./held.component.ts";

export { OnrecordHeld };
OnrecordHeld.define("onrecord-held");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-held": OnrecordHeld;
  }
}
