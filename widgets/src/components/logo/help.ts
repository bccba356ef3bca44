import { OnrecordHelp } from "./help.component.ts";

export { OnrecordHelp };
OnrecordHelp.define("onrecord-help");
