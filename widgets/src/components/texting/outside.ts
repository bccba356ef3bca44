import { OnrecordOutside } from "./outside.component.ts";

export { OnrecordOutside };
OnrecordOutside.define("onrecord-outside");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-outside": OnrecordOutside;
  }
}
