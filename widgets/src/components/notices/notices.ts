import { OnrecordNotices } from "./notices.component.ts";

export { OnrecordNotices };
OnrecordNotices.define("onrecord-notices");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-notices": OnrecordNotices;
  }
}
