import "../../people/people.ts";
import { OnrecordAdminTrail } from "./trail.component.ts";

OnrecordAdminTrail.define("onrecord-admin-trail");
