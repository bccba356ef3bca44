import { OnrecordPins } from "./pins.component.ts";

export { OnrecordPins };
OnrecordPins.define("onrecord-pins");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-pins": OnrecordPins;
  }
}
