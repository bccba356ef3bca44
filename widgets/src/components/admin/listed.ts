/** A section whose things are asked for page by page, shown one beside the list, and made by a form. */
import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../base/paged.ts";
import type { TextKey } from "../../base/speech.ts";
import type { Port } from "../../core/port.ts";
import type { Page } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { linkRow } from "./parts.ts";
import type { Rights } from "./rights.ts";
import { AdminSection, type Portal } from "./section.ts";
import type { SectionName } from "./ways.ts";

/** The form stands where a thing would. */
const NEW = "new";

/** What a section of things calls itself, and what it says where there is none. */
interface Said {
  readonly section: SectionName;
  readonly glyph: IconName;
  readonly title: TextKey;
  readonly about: TextKey;
  readonly add: TextKey;
  readonly none: readonly [TextKey, TextKey];
}

export abstract class ListedSection<T extends { readonly id: string }> extends AdminSection {
  @state() protected one: T | null = null;

  protected abstract readonly said: Said;
  /** What has an address here and is no thing of the list. */
  protected readonly asides: readonly string[] = [];
  readonly #found = new Paged<T>(this);
  #asked = false;
  #wanted: string | null = null;

  protected abstract page(port: Port, cursor: string | null): Promise<Page<T>>;
  protected abstract single(port: Port, id: string): Promise<T>;
  protected abstract makes(rights: Rights): boolean;
  /** What one row says. */
  protected abstract line(one: T): TemplateResult;
  protected abstract whole(one: T, back: () => void): TemplateResult;
  /** The form for a new one: `done` takes what was made. */
  protected abstract form(done: (one: T) => void, leave: () => void): unknown;
  /** What stands beside the list at such an address. */
  protected aside?(item: string, back: () => void): unknown;
  /** Another one is shown, or something of it changed: what was begun is put away. */
  protected abstract begin(): void;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    if (!this.#asked) this.#list();
    if (portal.item !== this.#wanted) this.#show(portal.item);
  }

  #list(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => this.page(portal.store.port, cursor));
  }

  /** Ask for the list from its beginning: it is narrowed otherwise now. */
  protected afresh(): void {
    this.#list();
  }

  protected override again(): void {
    const { portal, one } = this;
    if (!portal) return;
    void this.#found.again((cursor) => this.page(portal.store.port, cursor));
    if (one) void this.#renew(one.id);
  }

  /** What could not be had now stays as it was. */
  async #renew(id: string): Promise<void> {
    const { portal } = this;
    const found = portal && (await this.single(portal.store.port, id).catch(() => null));
    if (found && this.#wanted === id) this.one = found;
  }

  #show(id: string | null): void {
    this.#wanted = id;
    this.problem = null;
    this.begin();
    this.one = this.#found.items?.find((each) => each.id === id) ?? null;
    if (id === null || id === NEW || this.asides.includes(id)) return;
    if (!this.one) void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    const { portal } = this;
    await this.attempt(async () => {
      const found = portal && (await this.single(portal.store.port, id));
      if (found && this.#wanted === id) this.one = found;
    });
  }

  /** What was decided stands here at once, and the list is asked for again. */
  protected changed(one: T): void {
    this.one = one;
    this.begin();
    this.again();
  }

  #open(id: string | null): void {
    this.portal?.go(this.said.section, id);
  }

  #made(one: T): void {
    this.changed(one);
    this.#open(one.id);
  }

  protected override keyed(key: string): boolean {
    if (key !== "a" || !this.portal || !this.makes(this.portal.rights)) return false;
    this.#open(NEW);
    return true;
  }

  protected override render(): unknown {
    const { portal, said } = this;
    if (!portal) return nothing;
    const list = html`<p class="about">${this.t(said.about)}</p>
      ${this.#rows()}`;
    return this.split(this.t(said.title), list, this.#detail(), this.tools(portal));
  }

  /** What stands beside the title: what makes a new one. */
  protected tools({ rights }: Portal): unknown {
    if (!this.makes(rights)) return nothing;
    return html`<button type="button" class="button primary" @click=${() => this.#open(NEW)}>
      ${icon("plus", 16)}${this.t(this.said.add)}
    </button>`;
  }

  #rows(): unknown {
    const { glyph, none } = this.said;
    return this.rows(
      this.#found,
      () => this.#list(),
      [glyph, this.t(none[0]), this.t(none[1])],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #row(one: T): TemplateResult {
    const chosen = one.id === this.portal?.item;
    return linkRow(one.id, chosen, () => this.#open(one.id), this.line(one));
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => this.page(portal.store.port, cursor));
  }

  #detail(): unknown {
    const item = this.portal?.item ?? null;
    if (item === null) return null;
    const back = (): void => this.#open(null);
    if (this.asides.includes(item)) return this.aside?.(item, back);
    return this.#thing(item, back);
  }

  #thing(item: string, back: () => void): unknown {
    if (item === NEW)
      return html`${this.top(this.t(this.said.add), back)}
      ${this.form((one) => this.#made(one), back)}`;
    if (this.one) return this.whole(this.one, back);
    return html`${this.top(this.t(this.said.title), back)}
    ${this.problem ? this.failure(this.problem.detail) : this.waiting()}`;
  }
}
