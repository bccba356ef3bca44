import { OnrecordComposer } from "./composer.component.ts";

export { OnrecordComposer };
OnrecordComposer.define("onrecord-composer");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-composer": OnrecordComposer;
  }
}
