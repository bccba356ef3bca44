import { OnrecordAdvice } from "./advice.component.ts";

export { OnrecordAdvice };
OnrecordAdvice.define("onrecord-advice");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-advice": OnrecordAdvice;
  }
}
