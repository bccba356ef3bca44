import { OnrecordHeader } from "./header.component.ts";

export { OnrecordHeader };
OnrecordHeader.define("onrecord-header");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-header": OnrecordHeader;
  }
}
