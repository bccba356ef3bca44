import { OnrecordMenu } from "./menu.component.ts";

export { OnrecordMenu };
OnrecordMenu.define("onrecord-menu");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-menu": OnrecordMenu;
  }
}
