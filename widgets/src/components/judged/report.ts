import { OnrecordReport } from "./report.component.ts";

export { OnrecordReport };
OnrecordReport.define("onrecord-report");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-report": OnrecordReport;
  }
}
