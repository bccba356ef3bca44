import { OnrecordTimeline } from "./timeline.component.ts";

export { OnrecordTimeline };
OnrecordTimeline.define("onrecord-timeline");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-timeline": OnrecordTimeline;
  }
}
