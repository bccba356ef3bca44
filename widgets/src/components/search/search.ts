import { OnrecordSearch } from "./search.component.ts";

export { OnrecordSearch };
OnrecordSearch.define("onrecord-search");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-search": OnrecordSearch;
  }
}
