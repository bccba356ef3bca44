import "../people/people.ts";
import { OnrecordStarter } from "./starter.component.ts";

export { OnrecordStarter };
OnrecordStarter.define("onrecord-starter");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-starter": OnrecordStarter;
  }
}
