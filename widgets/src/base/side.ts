/**
 * The pane beside the conversation: one view at a time, on a narrow element the whole of it.
 *
 * **To open a view:** `side.open({ kind: "thread", conversation, message })`; the outer element has
 * it as `chat.side`, a panel as `this.side`, and a component inside the room or the list tells its
 * parent: `this.tell("side", view)` (room and list hand it up). A view opened from within the pane
 * goes on top, and its back button leads to the one before; one opened from outside replaces all.
 *
 * **To add a view:** a member of `SideView`, a line in `PANELS`, a line in `lazy_parts.ts`, and
 * an element that extends `OnrecordPanel` (`base/panel.ts`): it is handed `store`, `state`, `view`,
 * `side` and `speech`, and draws itself with `this.frame(title, inside)`.
 *
 * **Focus:** opening puts it on the panel's title, or where its `focusFirst()` says; closing (also
 * by Escape) gives it back to what had it. **To show a message** where it was said:
 * `side.reveal(conversation, message)`; on a narrow element the pane makes room for it.
 */
import { type ReactiveController, type TemplateResult, html } from "lit";

import type { ChatState, ChatStore } from "../core/types.ts";
import type { OnrecordElement } from "./element.ts";
import { LazyParts, type LazyTag } from "./lazy.ts";
import { PARTS } from "./parts.ts";

/** What the pane can show. Ids are those of the wire. */
export type SideView =
  /** Who is in a conversation and what may be done about it. */
  | { readonly kind: "details"; readonly conversation: string }
  /** How far an announcement has come, for those who post there. */
  | { readonly kind: "roster"; readonly conversation: string; readonly message: string }
  /** Who reads an announcement conversation by rule. */
  | { readonly kind: "audience"; readonly conversation: string }
  /** What one wants to hear of everywhere. */
  | { readonly kind: "attention" }
  /** The announcements that wait for one's own acknowledgement. */
  | { readonly kind: "waiting" }
  /** What oversight did with one's messages, what one reported and disputed. */
  | { readonly kind: "notices" }
  /** The policy in force, or another version of it, under which one reads a conversation. */
  | { readonly kind: "policy"; readonly conversation: string; readonly version?: number }
  /** One thread; `thread` is the id of its root. */
  | { readonly kind: "thread"; readonly conversation: string; readonly thread: string }
  /** The threads that one follows. */
  | { readonly kind: "threads" }
  /** What a conversation keeps at hand. */
  | { readonly kind: "pins"; readonly conversation: string }
  /** What one saved for oneself. */
  | { readonly kind: "saved" }
  /** What one looks for: in one conversation, or in all of one's own. */
  | { readonly kind: "search"; readonly conversation: string | null }
  /** The spaces that one may come into. */
  | { readonly kind: "spaces" }
  /** One space: what it is, its channels, who asks to be let in. */
  | { readonly kind: "space"; readonly space: string }
  /** Who is in a space. */
  | { readonly kind: "roll"; readonly space: string }
  /** Who is in a space by rule. */
  | { readonly kind: "rule"; readonly space: string }
  /** A new channel in a space, or, without one, a new space. */
  | { readonly kind: "founding"; readonly space: string | null };

export type SideKind = SideView["kind"];

/** The element that shows each kind of view. */
const PANELS: { readonly [K in SideKind]: LazyTag } = {
  audience: "onrecord-audience",
  attention: "onrecord-attention",
  details: "onrecord-details",
  founding: "onrecord-founding",
  notices: "onrecord-notices",
  roll: "onrecord-roll",
  roster: "onrecord-roster",
  rule: "onrecord-rule",
  space: "onrecord-space",
  spaces: "onrecord-spaces",
  policy: "onrecord-policy",
  waiting: "onrecord-waiting",
  pins: "onrecord-pins",
  saved: "onrecord-saved",
  search: "onrecord-search",
  thread: "onrecord-thread",
  threads: "onrecord-inbox",
};

/** What an outer element does for its pane. */
export interface SideHost {
  /** Who is here; empty when nobody is. */
  person(): string;
  /** Show a conversation, and a message in it. */
  show(conversation: string, message: string | null): void;
  /** The person left a conversation: it is not there any longer. */
  left(conversation: string): void;
  /** Where the focus goes when what had it is gone. */
  focusBack(): void;
  /** Put the caret where one writes. */
  focusWriting(): void;
  /** Where the page has the privacy centre, if it has one. */
  readonly privacy: string | null;
  /** Whether the pane hides the conversation now. */
  covers(): boolean;
}

/** What a panel is handed. */
export interface PanelProperties {
  store: ChatStore | null;
  state: ChatState | null;
  view: SideView | null;
  side: Side | null;
}

type Panel = OnrecordElement & PanelProperties & { focusFirst(): void };

export class Side implements ReactiveController {
  readonly #element: OnrecordElement;
  readonly #host: SideHost;
  readonly #lazy: LazyParts;
  readonly #panels = new Map<LazyTag, Panel>();
  #views: readonly SideView[] = [];
  #opener: HTMLElement | null = null;
  #entering = false;
  #person = "";

  constructor(element: OnrecordElement, host: SideHost) {
    this.#element = element;
    this.#host = host;
    this.#lazy = new LazyParts(element);
    element.addController(this);
  }

  /** What is shown now. */
  get view(): SideView | null {
    return this.#views.at(-1) ?? null;
  }

  /** Whether there is a view to go back to inside the pane. */
  get deep(): boolean {
    return this.#views.length > 1;
  }

  /** Whether a kind of view is shown now. */
  shows(kind: SideKind): boolean {
    return this.view?.kind === kind;
  }

  /** Show a view: on top when asked for from inside the pane, instead of all others otherwise. */
  open(view: SideView): void {
    const focused = focusedIn(document);
    const inside = this.#pane()?.contains(focusedIn(this.#element.renderRoot)) ?? false;
    if (!inside) this.#opener = focused;
    this.#views = inside ? [...this.#views, view] : [view];
    this.#enter();
  }

  /** Close when this kind is shown, open otherwise: for a button that stays in sight. */
  toggle(view: SideView): void {
    if (this.shows(view.kind)) this.close();
    else this.open(view);
  }

  /** Show the view before, or close. */
  back(): void {
    if (!this.deep) return this.close();
    this.#views = this.#views.slice(0, -1);
    this.#enter();
  }

  close(writing = false): void {
    if (this.#views.length === 0) return;
    this.#views = [];
    this.#element.requestUpdate();
    const opener = this.#opener;
    this.#opener = null;
    void this.#element.updateComplete.then(() => {
      if (writing) this.#host.focusWriting();
      else if (opener?.isConnected && opener.offsetParent) opener.focus();
      else this.#host.focusBack();
    });
  }

  /** Where the page has the privacy centre, if it has one. */
  get privacy(): string | null {
    return this.#host.privacy;
  }

  /** Keep only views that still make sense, such as after another conversation was opened. */
  keep(wanted: (view: SideView) => boolean): void {
    const kept = this.#views.filter(wanted);
    if (kept.length === this.#views.length) return;
    this.#views = kept;
    this.#element.requestUpdate();
  }

  /** Show a conversation, and a message where it was said. */
  reveal(conversation: string, message: string | null = null): void {
    if (this.#host.covers()) this.keep(() => false);
    this.#host.show(conversation, message);
  }

  /** The person left a conversation from within the pane. */
  left(conversation: string): void {
    this.keep((view) => !("conversation" in view) || view.conversation !== conversation);
    this.#host.left(conversation);
  }

  /** Somebody else is here, or nobody: what the panels hold is not for them. */
  hostUpdate(): void {
    const person = this.#host.person();
    if (this.#person !== "" && person !== this.#person) {
      this.#views = [];
      this.#panels.clear();
    }
    this.#person = person;
  }

  hostUpdated(): void {
    if (!this.#entering) return;
    const panel = this.#panel();
    if (!panel?.isConnected) return;
    this.#entering = false;
    void panel.updateComplete.then(() => panel.focusFirst());
  }

  /** Draw what is shown; the outer element puts it behind its panes. */
  draw(store: ChatStore, state: ChatState): TemplateResult {
    const { view } = this;
    if (!view) return html``;
    const tag = PANELS[view.kind];
    return html`<aside class="side" @keydown=${(event: KeyboardEvent) => this.#keyed(event)}>
      ${this.#lazy.panel(tag, () => this.#bound(tag, { store, state, view, side: this }))}
    </aside>`;
  }

  #enter(): void {
    this.#entering = true;
    this.#element.requestUpdate();
  }

  #pane(): Element | null {
    return this.#element.renderRoot.querySelector(".side");
  }

  #panel(): Panel | undefined {
    return this.view ? this.#panels.get(PANELS[this.view.kind]) : undefined;
  }

  #bound(tag: LazyTag, given: PanelProperties): Panel {
    const panel = this.#panels.get(tag) ?? made(tag);
    this.#panels.set(tag, panel);
    return Object.assign(panel, given, { speech: this.#element.speech });
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.back();
  }
}

function made(tag: LazyTag): Panel {
  const panel = document.createElement(tag) as unknown as Panel;
  panel.setAttribute("exportparts", PARTS);
  return panel;
}

/** The element that has the focus, through the trees inside it. */
function focusedIn(root: DocumentOrShadowRoot | Node): HTMLElement | null {
  const active = "activeElement" in root ? (root.activeElement as HTMLElement | null) : null;
  if (!(root instanceof Document)) return active;
  let at = active;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement as HTMLElement;
  return at;
}
