import { OnrecordFounding } from "./founding.component.ts";

export { OnrecordFounding };
OnrecordFounding.define("onrecord-founding");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-founding": OnrecordFounding;
  }
}
