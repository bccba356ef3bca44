import "../../details/settings.ts";
import { OnrecordAdminPlaces } from "./places.component.ts";
import { OnrecordAdminSpace } from "./space.component.ts";

OnrecordAdminPlaces.define("onrecord-admin-places");
OnrecordAdminSpace.define("onrecord-admin-space");
