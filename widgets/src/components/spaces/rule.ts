import { OnrecordRule } from "./rule.component.ts";

export { OnrecordRule };
OnrecordRule.define("onrecord-rule");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-rule": OnrecordRule;
  }
}
