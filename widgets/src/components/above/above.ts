import "../levels/levels.ts";
import { OnrecordAbove } from "./above.component.ts";

export { OnrecordAbove };
OnrecordAbove.define("onrecord-above");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-above": OnrecordAbove;
  }
}
