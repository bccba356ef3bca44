import { OnrecordAcknowledgement } from "./acknowledgement.component.ts";

export { OnrecordAcknowledgement };
OnrecordAcknowledgement.define("onrecord-acknowledgement");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-acknowledgement": OnrecordAcknowledgement;
  }
}
