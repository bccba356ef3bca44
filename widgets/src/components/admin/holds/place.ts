import "../../people/people.ts";
import { OnrecordAdminHoldForm } from "./place.component.ts";

OnrecordAdminHoldForm.define("onrecord-admin-hold-form");
