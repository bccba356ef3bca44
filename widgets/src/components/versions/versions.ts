import { OnrecordVersions } from "./versions.component.ts";

export { OnrecordVersions };
OnrecordVersions.define("onrecord-versions");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-versions": OnrecordVersions;
  }
}
