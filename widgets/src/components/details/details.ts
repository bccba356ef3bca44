import "../people/people.ts";
import "./settings.ts";
import { OnrecordDetails } from "./details.component.ts";

export { OnrecordDetails };
OnrecordDetails.define("onrecord-details");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-details": OnrecordDetails;
  }
}
