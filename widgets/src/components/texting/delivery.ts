import { OnrecordDelivery } from "./delivery.component.ts";

export { OnrecordDelivery };
OnrecordDelivery.define("onrecord-delivery");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-delivery": OnrecordDelivery;
  }
}
