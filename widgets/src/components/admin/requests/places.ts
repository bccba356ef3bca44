import { OnrecordAdminPlaces } from "./places.component.ts";

OnrecordAdminPlaces.define("onrecord-admin-places");
