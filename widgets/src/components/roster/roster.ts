import { OnrecordRoster } from "./roster.component.ts";

export { OnrecordRoster };
OnrecordRoster.define("onrecord-roster");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-roster": OnrecordRoster;
  }
}
