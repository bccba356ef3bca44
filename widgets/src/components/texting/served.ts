import { OnrecordServed } from "./served.component.ts";

export { OnrecordServed };
OnrecordServed.define("onrecord-served");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-served": OnrecordServed;
  }
}
