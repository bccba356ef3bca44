import { OnrecordReviews } from "./reviews.component.ts";

export { OnrecordReviews };
OnrecordReviews.define("onrecord-reviews");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-reviews": OnrecordReviews;
  }
}
