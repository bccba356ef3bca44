import { OnrecordAnnounced } from "./announced.component.ts";

export { OnrecordAnnounced };
OnrecordAnnounced.define("onrecord-announced");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-announced": OnrecordAnnounced;
  }
}
