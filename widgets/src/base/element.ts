import { LitElement } from "lit";
import { property } from "lit/decorators.js";

import { type Params, type Speech, type TextKey, createSpeech } from "./speech.ts";

const ENGLISH = createSpeech("en");

/** The one base of our elements: defines them once, speaks, and reports. */
export abstract class OnrecordElement extends LitElement {
  /** Register the class under a tag; a tag that is taken stays as it is. */
  static define(tag: string): void {
    if (customElements.get(tag)) return;
    customElements.define(tag, this as unknown as CustomElementConstructor);
  }

  /** The language spoken; the outer element hands it down. */
  @property({ attribute: false }) speech: Speech = ENGLISH;

  /** The text of a key in the language spoken. */
  protected t(key: TextKey, params?: Params): string {
    return this.speech.t(key, params);
  }

  /** Tell the parent component; never leaves our own shadow trees. */
  protected tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Tell the host page. */
  protected emit(name: `onrecord-${string}`, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Find one element of this component's own tree. */
  protected find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.renderRoot.querySelector<T>(selector);
  }
}
