import { OnrecordAccount } from "./account.component.ts";

export { OnrecordAccount };
OnrecordAccount.define("onrecord-account");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-account": OnrecordAccount;
  }
}
