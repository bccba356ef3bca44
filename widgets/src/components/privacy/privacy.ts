import "../policy/all.ts";
import "../../icons/later.ts";
import { OnrecordPrivacy } from "./privacy.component.ts";

export { OnrecordPrivacy };
OnrecordPrivacy.define("onrecord-privacy");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-privacy": OnrecordPrivacy;
  }
}
