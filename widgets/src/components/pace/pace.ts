import { OnrecordPace } from "./pace.component.ts";

OnrecordPace.define("onrecord-pace");
