import "../../people/people.ts";
import { OnrecordAdminDataForm } from "./ask.component.ts";

OnrecordAdminDataForm.define("onrecord-admin-data-form");
