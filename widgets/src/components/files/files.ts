import { OnrecordFiles } from "./files.component.ts";

export { OnrecordFiles };
OnrecordFiles.define("onrecord-files");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-files": OnrecordFiles;
  }
}
