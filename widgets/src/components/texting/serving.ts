import { OnrecordServing } from "./serving.component.ts";

export { OnrecordServing };
OnrecordServing.define("onrecord-serving");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-serving": OnrecordServing;
  }
}
