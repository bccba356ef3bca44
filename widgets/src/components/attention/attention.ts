import { OnrecordAttention } from "./attention.component.ts";

export { OnrecordAttention };
OnrecordAttention.define("onrecord-attention");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-attention": OnrecordAttention;
  }
}
