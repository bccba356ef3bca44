import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { Paged } from "../../base/paged.ts";
import { type Problem, problemOf } from "../../core/problems.ts";
import { personName } from "../../core/selectors.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { PolicyVersionDetail } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { rowList } from "./parts.ts";
import type { Rights } from "./rights.ts";
import { controlStyles } from "./controls.styles.ts";
import { sectionStyles } from "./section.styles.ts";
import type { SectionName } from "./ways.ts";

/** What a section gets of the portal that it stands in. */
export interface Portal {
  readonly store: ChatStore;
  readonly state: ChatState;
  readonly rights: Rights;
  /** The policy in force; null where there is none, or it was not fetched yet. */
  readonly policy: PolicyVersionDetail | null;
  /** The thing in the section that is shown. */
  readonly item: string | null;
  go(section: SectionName, item?: string | null): void;
}

/** For how long nothing stands where a name will be. */
const NAME_MS = 1_500;

/** How often what others may have changed is asked for again. */
const AGAIN_MS = 20_000;

/** Fields and texts take keys for themselves. */
const TAKES_KEYS = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** One section of the portal: a list, and beside it, or in its place, one thing of it. */
export abstract class AdminSection extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    stateStyles,
    avatarStyles,
    controlStyles,
    sectionStyles,
  ];

  @property({ attribute: false }) portal: Portal | null = null;

  @state() protected problem: Problem | null = null;

  /** Whose names were asked for, and whether one still waits for them. */
  readonly #named = new Map<string, boolean>();
  readonly #parts = new Map<string, "asked" | "there" | "failed">();
  /** What was shown last. */
  #last: string | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#keyed);
    document.addEventListener("visibilitychange", this.#looked);
    this.#timer = setInterval(this.#looked, AGAIN_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#keyed);
    document.removeEventListener("visibilitychange", this.#looked);
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal?.item) this.#last = this.portal.item;
  }

  /** Put the focus where reading begins, or back on the row of what was closed. */
  focusFirst(): void {
    void this.updateComplete.then(() =>
      (this.find(".detail h3") ?? this.#left() ?? this.find("h2"))?.focus({ preventScroll: false }),
    );
  }

  #left(): HTMLElement | null {
    return this.#last ? this.find(`[data-row="${CSS.escape(this.#last)}"]`) : null;
  }

  /**
   * Do it; what the server refuses is said with its reason, where what it is about is still shown.
   * Answers whether it was done.
   */
  protected async attempt(
    work: () => Promise<unknown>,
    still: () => boolean = () => true,
  ): Promise<boolean> {
    this.problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (still()) this.problem = problemOf(error);
      return false;
    }
  }

  /** The name of a person; one that is not known yet is fetched, and its id stands there if none comes. */
  protected who(id: string): string {
    const { portal } = this;
    if (!portal) return id;
    if (portal.state.people[id]) return personName(portal.state, id);
    portal.store.loadPeople([id]);
    return this.#waitsForName(id) ? "…" : id;
  }

  #waitsForName(id: string): boolean {
    const { portal } = this;
    if (!portal) return false;
    if (!this.#named.has(id)) {
      this.#named.set(id, true);
      portal.store.port.after(NAME_MS, () => {
        this.#named.set(id, false);
        this.requestUpdate();
      });
    }
    return this.#named.get(id) === true;
  }

  /** Ask again for what others may have changed: now and then, as long as the page is looked at. */
  protected again(): void {}

  #looked = (): void => {
    if (!document.hidden && this.portal) this.again();
  };

  /** A key that does something here, unless somebody types. */
  protected keyed(key: string): boolean {
    return key === "";
  }

  /** `j` and `k` lead through the list, from wherever one is in the section. */
  #keyed = (event: KeyboardEvent): void => {
    if (isTyped(event)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step ? this.step(step) : this.keyed(event.key)) event.preventDefault();
  };

  /** Lead to the next row of the list, or to the one before. */
  protected step(step: number): boolean {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-row]")];
    const shown = rows.filter((row) => row.offsetParent !== null);
    const active = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    const at = shown.findIndex((row) => row === active);
    const current = shown.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = at < 0 && current < 0 ? 0 : (at < 0 ? current : at) + step;
    shown[Math.max(0, Math.min(next, shown.length - 1))]?.focus();
    return shown.length > 0;
  }

  /** A list, and one thing of it beside it: on a narrow element in its place. */
  protected split(
    title: string,
    list: unknown,
    detail: unknown,
    tools: unknown = nothing,
  ): unknown {
    return html`<div class=${detail === null ? "split" : "split deep"}>
      <section class="list" aria-labelledby="title">
        <div class="head">
          <h2 id="title" tabindex="-1" part="title">${title}</h2>
          ${tools}
        </div>
        ${list}
      </section>
      ${
        detail === null
          ? nothing
          : html`<section class="detail" aria-labelledby="about">
              <h2 class="sr instead">${title}</h2>
              ${detail}
            </section>`
      }
    </div>`;
  }

  /** The way back to the list, and the title of one thing. */
  protected top(title: unknown, back: () => void, more: unknown = nothing): TemplateResult {
    const label = this.t("action.back_side");
    return html`<div class="top">
      <button type="button" class="icon back" aria-label=${label} title=${label} @click=${back}>
        ${icon("back")}
      </button>
      <h3 id="about" tabindex="-1" dir="auto">${title}</h3>
      ${more}
    </div>`;
  }

  /** A part of the section that is loaded when it is first shown. */
  protected later(name: string, load: () => Promise<unknown>, draw: () => unknown): unknown {
    const how = this.#parts.get(name);
    if (how === "there") return draw();
    const set = (now: "asked" | "there" | "failed"): void => {
      this.#parts.set(name, now);
      this.requestUpdate();
    };
    const ask = (): void => {
      set("asked");
      load().then(
        () => set("there"),
        () => set("failed"),
      );
    };
    if (how === "failed") return this.failure(this.t("error.part_next"), ask);
    if (!how) ask();
    return this.waiting();
  }

  /** The rows of a list that is fetched, or why there are none. */
  protected rows<T>(
    { items, failed, more }: Paged<T>,
    again: () => void,
    none: readonly [IconName, string, string],
    row: (one: T) => TemplateResult,
    next: (() => void) | null = null,
  ): TemplateResult {
    if (failed) return this.failure(failed, again);
    if (!items) return this.waiting();
    if (items.length === 0) return emptyState(...none);
    return rowList(items, row, this.speech, more ? next : null);
  }

  protected waiting(count = 4): TemplateResult {
    return skeletonRows(this.t("wait.message"), count);
  }

  /** What was refused, and who may. */
  protected failure(said: string, again?: () => void): TemplateResult {
    const next = again ? { label: this.t("action.retry"), run: again } : undefined;
    return emptyState("alert", this.t("admin.failed"), said, next);
  }
}

/** Whether a key is for a field, or for the browser. */
function isTyped(event: KeyboardEvent): boolean {
  const at = event.composedPath()[0];
  const field = at instanceof HTMLElement && (TAKES_KEYS.has(at.tagName) || at.isContentEditable);
  return field || event.ctrlKey || event.metaKey || event.altKey;
}
