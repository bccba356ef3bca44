import "../../people/people.ts";
import "./places.ts";
import { OnrecordAdminAsk } from "./ask.component.ts";

OnrecordAdminAsk.define("onrecord-admin-ask");
