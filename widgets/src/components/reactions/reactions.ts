import { OnrecordReactions } from "./reactions.component.ts";

export { OnrecordReactions };
OnrecordReactions.define("onrecord-reactions");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-reactions": OnrecordReactions;
  }
}
