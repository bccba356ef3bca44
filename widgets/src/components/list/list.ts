import { OnrecordList } from "./list.component.ts";

export { OnrecordList };
OnrecordList.define("onrecord-list");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-list": OnrecordList;
  }
}
