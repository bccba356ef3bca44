import { OnrecordThread } from "./thread.component.ts";

export { OnrecordThread };
OnrecordThread.define("onrecord-thread");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-thread": OnrecordThread;
  }
}
