import { OnrecordData } from "./own.component.ts";

export { OnrecordData };
OnrecordData.define("onrecord-data");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-data": OnrecordData;
  }
}
