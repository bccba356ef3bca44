import { OnrecordWaiting } from "./waiting.component.ts";

export { OnrecordWaiting };
OnrecordWaiting.define("onrecord-waiting");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-waiting": OnrecordWaiting;
  }
}
