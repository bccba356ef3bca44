import { OnrecordSubject } from "./subject.component.ts";

export { OnrecordSubject };
OnrecordSubject.define("onrecord-subject");

declare global {
  interface HTMLElementTagNameMap {
    "onrecord-subject": OnrecordSubject;
  }
}
