import { OnrecordRoll } from "./roll.component.ts";

export { OnrecordRoll };
OnrecordRoll.define("onrecord-roll");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-roll": OnrecordRoll;
  }
}
