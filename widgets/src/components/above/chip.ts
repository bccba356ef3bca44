import { OnrecordChip } from "./chip.component.ts";

export { OnrecordChip };
OnrecordChip.define("onrecord-chip");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-chip": OnrecordChip;
  }
}
