import { OnrecordPolicy } from "./policy.component.ts";

export { OnrecordPolicy };
OnrecordPolicy.define("onrecord-policy");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-policy": OnrecordPolicy;
  }
}
