import { OnrecordJudged } from "./judged.component.ts";

export { OnrecordJudged };
OnrecordJudged.define("onrecord-judged");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-judged": OnrecordJudged;
  }
}
