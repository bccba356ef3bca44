import { OnrecordSpaces } from "./directory.component.ts";

export { OnrecordSpaces };
OnrecordSpaces.define("onrecord-spaces");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-spaces": OnrecordSpaces;
  }
}
