import { OnrecordRemoval } from "./removal.component.ts";

export { OnrecordRemoval };
OnrecordRemoval.define("onrecord-removal");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-removal": OnrecordRemoval;
  }
}
