/** The small dialogs about what stays on the record are loaded together. */
import "../removal/removal.ts";
import "../versions/versions.ts";
import "./account.ts";
