import { OnrecordRecord } from "./record.component.ts";

export { OnrecordRecord };
OnrecordRecord.define("onrecord-record");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-record": OnrecordRecord;
  }
}
