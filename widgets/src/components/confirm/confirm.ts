import { OnrecordConfirm } from "./confirm.component.ts";

export { OnrecordConfirm };
OnrecordConfirm.define("onrecord-confirm");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-confirm": OnrecordConfirm;
  }
}
