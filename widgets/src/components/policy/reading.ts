import { OnrecordReading } from "./reading.component.ts";

export { OnrecordReading };
OnrecordReading.define("onrecord-reading");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-reading": OnrecordReading;
  }
}
