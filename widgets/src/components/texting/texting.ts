import { OnrecordTexting } from "./texting.component.ts";

export { OnrecordTexting };
OnrecordTexting.define("onrecord-texting");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-texting": OnrecordTexting;
  }
}
