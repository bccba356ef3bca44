import { OnrecordAgreeing } from "./agreeing.component.ts";

export { OnrecordAgreeing };
OnrecordAgreeing.define("onrecord-agreeing");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-agreeing": OnrecordAgreeing;
  }
}
