/** Puts a component on the page as the outer elements do: in a themed box, in one language. */
import axe from "axe-core";
import { LitElement, html } from "lit";
import { afterEach, expect } from "vitest";

import type { OnrecordElement } from "../../src/base/element.ts";
import { settled } from "../../src/base/lazy.ts";
import { loadFeatures } from "../../src/core/features.ts";
import { loadLater } from "../../src/core/i18n.ts";
import "../../src/icons/later.ts";
import { tokens } from "../../src/styles/tokens.ts";
import { keysShown } from "./keys.ts";

/** Has the tokens that components inherit. */
class Themed extends LitElement {
  static override styles = tokens;
  protected override render(): unknown {
    return html`<slot></slot>`;
  }
}
customElements.define("test-themed", Themed);

/** Colours between two themes are not judged. */
const TRANSITION_MS = 250;

const placed = new Set<HTMLElement>();

afterEach(() => {
  for (const element of placed) element.remove();
  placed.clear();
});

export interface Box {
  readonly width?: number;
  readonly height?: number;
}

/** Put an element into a box of a size, with properties set, and wait until it is drawn. */
export async function mount<T extends HTMLElement>(
  element: T,
  properties: Partial<T> = {},
  { width = 400, height = 600 }: Box = {},
): Promise<T> {
  await loadLater();
  await loadFeatures();
  Object.assign(element, properties);
  const themed = document.createElement("test-themed");
  Object.assign(themed.style, { display: "grid", width: `${width}px`, height: `${height}px` });
  document.documentElement.lang = "en";
  document.title = "test";
  themed.append(element);
  document.body.append(themed);
  placed.add(themed);
  await drawn(element);
  return element;
}

/** Wait until an element and the components inside it are loaded and drawn. */
export async function drawn(element: HTMLElement): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
  await settled();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
  await (element as Partial<OnrecordElement>).updateComplete;
}

/** Find one element of a component's own tree, through the trees inside it: `a >>> b`. */
export function find<T extends HTMLElement = HTMLElement>(root: HTMLElement, path: string): T {
  const found = path
    .split(" >>> ")
    .reduce<Element | null>((at, part) => at?.shadowRoot?.querySelector(part) ?? null, root);
  if (!found) throw new Error(`there is no ${path}`);
  return found as T;
}

/** All elements of the tree that the last step leads into. */
export function findAll(root: HTMLElement, path: string): HTMLElement[] {
  const steps = path.split(" >>> ");
  const last = steps.pop() ?? "";
  const at = steps.length > 0 ? find(root, steps.join(" >>> ")) : root;
  return [...(at.shadowRoot?.querySelectorAll<HTMLElement>(last) ?? [])];
}

/** The next event of a name. */
export function next<T>(element: HTMLElement, name: string): Promise<T> {
  return new Promise((resolve) =>
    element.addEventListener(name, (event) => resolve((event as CustomEvent<T>).detail), {
      once: true,
    }),
  );
}

/** Expect that axe finds nothing, in light and in dark, and that every text has its words. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  const themed = element.closest<HTMLElement>("test-themed") ?? element;
  expect(keysShown(themed.getRootNode())).toEqual([]);
  for (const theme of ["light", "dark"]) {
    themed.setAttribute("theme", theme);
    if ("theme" in element) element.theme = theme;
    await drawn(element);
    await new Promise((resolve) => setTimeout(resolve, TRANSITION_MS));
    const { violations } = await axe.run(themed, { rules: { region: { enabled: false } } });
    const found = violations.map(({ id, nodes }) => {
      return `${theme} ${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`;
    });
    expect(found).toEqual([]);
  }
}

/** Press a key on an element, as a person does. */
export function press(element: HTMLElement, key: string, more: KeyboardEventInit = {}): void {
  const init = { key, bubbles: true, composed: true, cancelable: true, ...more };
  element.dispatchEvent(new KeyboardEvent("keydown", init));
}
