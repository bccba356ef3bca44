import { OnrecordDispute } from "./dispute.component.ts";

export { OnrecordDispute };
OnrecordDispute.define("onrecord-dispute");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-dispute": OnrecordDispute;
  }
}
