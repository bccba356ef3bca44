import { OnrecordEmoji } from "./picker.component.ts";

export { OnrecordEmoji };
OnrecordEmoji.define("onrecord-emoji");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-emoji": OnrecordEmoji;
  }
}
