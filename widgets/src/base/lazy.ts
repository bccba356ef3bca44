/**
 * Parts that load on first use: each is a chunk of its own, named by its content and found beside
 * the module that asks for it, so that any mount path and a strict policy are fine.
 *
 * To add one: a line in `base/lazy_parts.ts`; draw it with `LazyParts.panel` (a place on the screen), or with
 * `LazyParts.dialog` and `LazyParts.summon` (something that opens). Its texts belong into
 * `locales/later/`, its icons into `icons/later.ts`: both are loaded together with the first part.
 */
import { LitElement, type ReactiveController, type TemplateResult, css, html, nothing } from "lit";

import { emptyState, skeletonRows } from "../components/states/states.ts";
import { loadLater } from "../core/i18n.ts";
import type { OnrecordElement } from "./element.ts";
import type { PARTS } from "./lazy_parts.ts";

export type LazyTag = keyof typeof PARTS;

const LOADING = new Map<LazyTag, Promise<void>>();
const READY = new Set<LazyTag>();

/** Load a part, once; what failed is tried again by the next call. */
export function load(tag: LazyTag): Promise<void> {
  const known = LOADING.get(tag);
  if (known) return known;
  const part = import("./lazy_parts.ts").then(({ PARTS }) =>
    (PARTS[tag] as () => Promise<unknown>)(),
  );
  const needed = [part, loadLater(), import("../icons/later.ts")];
  const begun = Promise.all(needed).then(() => void READY.add(tag));
  LOADING.set(tag, begun);
  begun.catch(() => LOADING.delete(tag));
  return begun;
}

/** Whether a part, its texts and its icons are there. */
export function isReady(tag: LazyTag): boolean {
  return READY.has(tag);
}

/** Whether a part is on its way: neither there, nor known not to come. */
export function isLoading(tag: LazyTag): boolean {
  return LOADING.has(tag) && !READY.has(tag);
}

/** Resolves when nothing is being loaded. */
export async function settled(): Promise<void> {
  await Promise.allSettled(LOADING.values());
}

/** The lazy parts of one element: what it draws of them, and what it draws meanwhile. */
export class LazyParts implements ReactiveController {
  readonly #host: OnrecordElement;
  readonly #failed = new Set<LazyTag>();
  /** Dialogs that were asked for, and what to do with each once it is there. */
  readonly #wanted = new Map<LazyTag, (element: HTMLElement) => void>();

  constructor(host: OnrecordElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#failed.clear();
  }

  /** A place on the screen: the part, a skeleton after 300 ms, or what went wrong. */
  panel(tag: LazyTag, draw: () => unknown): unknown {
    if (READY.has(tag)) return draw();
    if (this.#failed.has(tag)) return this.#failure(() => this.#load(tag));
    void this.#load(tag);
    return html`<div class="loading">${skeletonRows(this.#host.speech.t("wait.message"), 5)}</div>`;
  }

  /** Whether a part can be drawn, or cannot be had; it is loaded first. */
  stands(tag: LazyTag): boolean {
    if (READY.has(tag) || this.#failed.has(tag)) return true;
    void this.#load(tag);
    return false;
  }

  /** A place where nothing is missed until the part is there, or is summoned. */
  quiet(tag: LazyTag, draw: () => unknown): unknown {
    if (READY.has(tag)) return draw();
    if (this.#wanted.has(tag)) return this.dialog(tag, draw);
    if (!this.#failed.has(tag)) void this.#load(tag);
    return nothing;
  }

  /** A place for what opens: nothing at all until it is summoned. */
  dialog(tag: LazyTag, draw: () => unknown): unknown {
    const act = this.#wanted.get(tag);
    if (!act) return nothing;
    if (READY.has(tag)) return draw();
    const inside = this.#failed.has(tag)
      ? this.#failure(() => void this.summon(tag, act))
      : html`<span>${this.#host.speech.t("wait.message")}</span>`;
    return html`<div class="loading over" role="status">${inside}</div>`;
  }

  /** Load the part that `dialog` draws and do something with it, such as open it. */
  async summon<T extends HTMLElement>(tag: LazyTag, act: (element: T) => void): Promise<void> {
    this.#wanted.set(tag, act as (element: HTMLElement) => void);
    this.#host.requestUpdate();
    if (!(await this.#load(tag))) return;
    const host = this.#host;
    await host.updateComplete;
    const element = host.renderRoot.querySelector<T>(tag);
    if (element instanceof LitElement) await element.updateComplete;
    if (element && this.#wanted.get(tag) === act) act(element);
  }

  /** Want a part no longer that could not be loaded, and say nothing more about it. */
  giveUp(tag: LazyTag): void {
    if (this.#failed.has(tag)) this.#wanted.delete(tag);
  }

  async #load(tag: LazyTag): Promise<boolean> {
    if (this.#failed.delete(tag)) this.#host.requestUpdate();
    await load(tag).catch(() => this.#failed.add(tag));
    this.#host.requestUpdate();
    return READY.has(tag);
  }

  #failure(again: () => void): TemplateResult {
    const { t } = this.#host.speech;
    const next = { label: t("action.retry"), run: again };
    return emptyState("alert", t("error.part"), t("error.part_next"), next);
  }
}

export const lazyStyles = css`
  .loading {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    padding: 16px;
    overflow: hidden;
    background: var(--_surface-2);
  }
  .loading.over {
    position: absolute;
    inset-block-start: 72px;
    inset-inline: 16px;
    z-index: 2;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 8px 16px;
    border-radius: var(--_r);
    background: var(--_surface-3);
    opacity: 0;
    animation: appear 1ms 300ms forwards;
  }
`;
