import "../banner/banner.ts";
import "../composer/composer.ts";
import "../header/header.ts";
import "../record/record.ts";
import "../timeline/timeline.ts";
import { OnrecordRoom } from "./room.component.ts";

export { OnrecordRoom };
OnrecordRoom.define("onrecord-room");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-room": OnrecordRoom;
  }
}
