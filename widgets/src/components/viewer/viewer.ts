import { OnrecordViewer } from "./viewer.component.ts";

export { OnrecordViewer };
OnrecordViewer.define("onrecord-viewer");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-viewer": OnrecordViewer;
  }
}
