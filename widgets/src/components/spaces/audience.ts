import { OnrecordAudience } from "./audience.component.ts";

export { OnrecordAudience };
OnrecordAudience.define("onrecord-audience");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-audience": OnrecordAudience;
  }
}
