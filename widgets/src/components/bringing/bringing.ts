import { OnrecordBringing } from "./bringing.component.ts";

export { OnrecordBringing };
OnrecordBringing.define("onrecord-bringing");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-bringing": OnrecordBringing;
  }
}
