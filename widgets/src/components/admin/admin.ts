import "../../icons/later.ts";
import "../../icons/portal.ts";
import { OnrecordAdmin } from "./admin.component.ts";

export { OnrecordAdmin };
OnrecordAdmin.define("onrecord-admin");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-admin": OnrecordAdmin;
  }
}
