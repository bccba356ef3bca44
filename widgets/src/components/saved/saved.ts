import { OnrecordSaved } from "./saved.component.ts";

export { OnrecordSaved };
OnrecordSaved.define("onrecord-saved");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-saved": OnrecordSaved;
  }
}
