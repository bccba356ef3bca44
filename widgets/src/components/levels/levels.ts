import { OnrecordLevels } from "./levels.component.ts";

export { OnrecordLevels };
OnrecordLevels.define("onrecord-levels");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-levels": OnrecordLevels;
  }
}
