import { OnrecordSpace } from "./space.component.ts";

export { OnrecordSpace };
OnrecordSpace.define("onrecord-space");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-space": OnrecordSpace;
  }
}
