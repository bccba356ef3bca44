import { OnrecordTools } from "./tools.component.ts";

export { OnrecordTools };
OnrecordTools.define("onrecord-tools");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-tools": OnrecordTools;
  }
}
