import { OnrecordPeople } from "./people.component.ts";

export { OnrecordPeople };
OnrecordPeople.define("onrecord-people");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-people": OnrecordPeople;
  }
}
