import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import {
  advanceImport,
  cancelImport,
  type Choices,
  fetchImport,
  keepFile,
  listImports,
  previewImport,
  reportImport,
  startImport,
} from "../../../core/oversight/imports.ts";
import type { Port } from "../../../core/port.ts";
import type {
  Import,
  ImportFault,
  ImportFormat,
  ImportPreview,
  StartImport,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { Form } from "../form.ts";
import { badge, linkRow, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { Fate } from "./fate.ts";
import { FORMATS, nameOf, TONES } from "./formats.ts";
import { days, ended, facts, ofFile, ofItself, titleOf, unparsed, whoField } from "./told.ts";

/** The place of a file that is not here yet. */
const NEW = "new";

/** Files of other programs: kept as they came, looked through, and brought under the record. */
export class OnrecordAdminImports extends AdminSection {
  @state() private one: Import | null = null;
  @state() private seen: ImportPreview | null = null;
  @state() private faults: readonly ImportFault[] | null = null;
  @state() private share = 0;

  readonly #form = new Form(this, (selector) => this.find(selector));
  readonly #found = new Paged<Import>(this);
  readonly #fate = new Fate(this);
  #asked = false;
  #shown: string | null = null;
  #people: Record<string, string> = {};

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    if (!this.#asked) this.#load();
    if (portal.item !== this.#shown) this.#open(portal.item);
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listImports(portal.store.port, cursor));
  }

  #open(id: string | null): void {
    this.#shown = id;
    this.#people = {};
    this.#form.clear();
    this.seen = null;
    this.faults = null;
    this.#fate.forget();
    this.one = this.#found.items?.find((each) => each.id === id) ?? null;
    if (id === null || id === NEW) return;
    void this.#during(id, async (port) => this.#take(await fetchImport(port, id)));
  }

  /** Do it for what is shown; what is refused later, of what is shown no more, is not said. */
  #during(id: string, work: (port: Port) => Promise<unknown>): Promise<boolean> {
    const { portal } = this;
    if (!portal) return Promise.resolve(false);
    return this.attempt(
      () => work(portal.store.port),
      () => id === this.#shown,
    );
  }

  /** Show how far an import is; one that runs goes on while it is shown. */
  #take(one: Import): void {
    if (one.id !== this.#shown) return;
    this.one = one;
    if (one.state === "running") void this.#advance(one.id);
    if (one.state === "done" || one.state === "cancelled") void this.#report(one);
    if (one.state !== "running") void this.#explain(one.id);
  }

  async #advance(id: string): Promise<void> {
    if (!this.isConnected) return;
    await this.#during(id, async (port) => this.#take(await advanceImport(port, id)));
    if (this.one?.state === "done") this.#load();
  }

  async #report({ id, unparsed, file_erased_by: gone }: Import): Promise<void> {
    if (unparsed === 0 || gone !== null) return;
    await this.#during(id, async (port) => {
      const { data } = await reportImport(port, id);
      if (id === this.#shown && this.one?.file_erased_by === null) this.faults = data;
    });
  }

  async #explain(id: string): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const gone = await this.#fate.ask(portal.store.port, id);
    if (gone !== null && this.one?.file_erased_by === null) this.#lost(this.one, gone);
  }

  /** Something of its file was erased since the import was had: nothing is read of it from there on. */
  #lost(one: Import, gone: number): void {
    this.one = { ...one, file_erased_by: gone };
    this.seen = null;
    this.faults = null;
    this.#load();
  }

  #keep = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { portal } = this;
    const file = this.find<HTMLInputElement>("#f-file")?.files?.[0];
    const format = this.#value("#f-format") as ImportFormat;
    if (!portal || !file) return;
    const told = (share: number): void => void (this.share = share);
    let kept: Import | null = null;
    const done = await this.#form.send(async () => {
      kept = await keepFile(portal.store.port, format, file, told);
    });
    this.share = 0;
    if (!done || !kept) return;
    this.#load();
    portal.go("imports", (kept as Import).id);
  };

  #value(selector: string): string {
    return this.find<HTMLInputElement | HTMLSelectElement>(selector)?.value.trim() ?? "";
  }

  #choices(): Choices {
    const order = this.#value("#f-order") as NonNullable<StartImport["order"]> | "";
    const people = Object.fromEntries(Object.entries(this.#people).filter(([, id]) => id !== ""));
    return { tz: this.#value("#f-tz") || null, order: order || null, people };
  }

  #look = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { portal, one } = this;
    if (!portal || !one) return;
    await this.#form.send(async () => {
      this.seen = await previewImport(portal.store.port, one.id, this.#choices());
    });
  };

  #start = async (): Promise<void> => {
    const { portal, one } = this;
    if (!portal || !one) return;
    const begun = one.state === "cancelled" ? {} : this.#choices();
    await this.#form.send(async () =>
      this.#take(await startImport(portal.store.port, one.id, begun)),
    );
  };

  #stop = async (): Promise<void> => {
    const { portal, one } = this;
    if (!portal || !one) return;
    await this.attempt(async () => this.#take(await cancelImport(portal.store.port, one.id)));
    this.#load();
  };

  protected override render(): unknown {
    const list = html`<p class="about">${this.t("imports.about")}</p>
      ${this.#rows()}
      ${this.later(
        "asking",
        () => import("./asking.ts"),
        () =>
          html`<onrecord-admin-asking
            .speech=${this.speech}
            .portal=${this.portal}
          ></onrecord-admin-asking>`,
      )}`;
    const tools = html`<button
      type="button"
      class="button primary"
      @click=${() => this.portal?.go("imports", NEW)}
    >
      ${icon("plus", 16)}${this.t("imports.new")}
    </button>`;
    return this.split(this.t("admin.imports"), list, this.#detail(), tools);
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#load(),
      ["down", this.t("imports.none"), this.t("imports.none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => listImports(portal.store.port, cursor));
  }

  #row(one: Import): TemplateResult {
    return linkRow(
      one.id,
      one.id === this.portal?.item,
      () => this.portal?.go("imports", one.id),
      html`<b class="clip" dir="auto">${titleOf(one)}</b>
        ${badge(TONES[one.state], this.t(`imports.state.${one.state}`))}
        <span class="line clip"
          >${nameOf(one.format)} ·
          ${this.speech.date(one.created_at)}${
            one.done > 0 ? html` · ${this.t("imports.messages", { count: one.said })}` : nothing
          }</span
        >`,
    );
  }

  #detail(): unknown {
    const item = this.portal?.item ?? null;
    if (item === null) return null;
    const back = (): void => this.portal?.go("imports");
    if (item === NEW) return html`${this.top(this.t("imports.new"), back)} ${this.#choose(back)}`;
    if (this.one) return this.#whole(this.one, back);
    return html`${this.top(this.t("admin.imports"), back)}
    ${this.problem ? this.failure(this.problem.detail) : this.waiting()}`;
  }

  #whole(one: Import, back: () => void): TemplateResult {
    const how = badge(TONES[one.state], this.t(`imports.state.${one.state}`));
    return html`${this.top(titleOf(one), back, how)}
    ${this.problem ? this.failure(this.problem.detail) : nothing} ${facts(one, this.speech)}
    ${ofFile(one, this.#fate, this.speech, () => void this.#explain(one.id))}
    ${one.state === "kept" && one.file_erased_by === null ? this.#before(one) : this.#after(one)}`;
  }

  #choose(back: () => void): TemplateResult {
    const format = { name: "format", label: this.t("imports.format") };
    const file = {
      name: "file",
      label: this.t("imports.file"),
      hint: this.t("imports.file_hint"),
    };
    return html`<form @submit=${this.#keep}>
      ${this.#form.field(
        format,
        ({ id }) =>
          html`<select class="field" id=${id}>
            ${FORMATS.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
          </select>`,
      )}
      ${this.#form.field(
        file,
        ({ id, describes }) =>
          html`<input class="field" type="file" id=${id} required aria-describedby=${describes} />`,
      )}
      ${
        this.#form.busy
          ? html`<progress
              max="1"
              value=${this.share}
              aria-label=${this.t("imports.sending")}
            ></progress>`
          : nothing
      }
      ${this.#form.box()}
      ${this.#form.acts(this.t("imports.keep"), [this.t("action.cancel"), back])}
    </form>`;
  }

  /** What has to be said of a kept file, and what is in it. */
  #before({ tz }: Import): TemplateResult {
    const orders = ["", "dmy", "mdy", "ymd"] as const;
    const clock = { name: "tz", label: this.t("imports.tz"), hint: this.t("imports.tz_hint") };
    return html`<form @submit=${this.#look}>
        ${this.#form.field(
          clock,
          ({ id, invalid, describes }) =>
            html`<input
              class="field"
              id=${id}
              .defaultValue=${tz ?? ""}
              dir="ltr"
              aria-invalid=${invalid}
              aria-describedby=${describes}
            />`,
        )}
        ${this.#form.field(
          { name: "order", label: this.t("imports.order") },
          ({ id }) =>
            html`<select class="field" id=${id}>
              ${orders.map(
                (one) =>
                  html`<option value=${one}>${this.t(`imports.order.${one || "found"}`)}</option>`,
              )}
            </select>`,
        )}
        ${this.#form.box()}
        <div class="acts">
          <button
            type="submit"
            class="button ${this.seen ? "" : "primary"}"
            ?disabled=${this.#form.busy}
          >
            ${icon("search", 16)}${this.t("imports.look")}
          </button>
        </div>
      </form>
      ${this.seen ? this.#preview(this.seen) : nothing} ${this.#discard()}`;
  }

  #discard(): TemplateResult {
    return html`<div class="acts">
      <button type="button" class="button danger" @click=${this.#stop}>
        ${this.t("imports.discard")}
      </button>
    </div>`;
  }

  #preview(seen: ImportPreview): TemplateResult {
    const { speech } = this;
    const { first_at: first, last_at: last } = seen;
    return html`<section class="form" role="status">
        <h4>${this.t("imports.messages", { count: seen.said + seen.notices })}</h4>
        ${ofItself(seen, speech)}
        ${first && last ? html`<p>${days(speech.date(first), speech.date(last))}</p>` : nothing}
        ${
          seen.unparsed > 0
            ? note("alert", this.t("imports.not_understood", { count: seen.unparsed }), "warn")
            : nothing
        }
        ${seen.unsure > 0 ? note("clock", this.t("imports.unsure", { count: seen.unsure })) : nothing}
      </section>
      <div class="form">
        <p class="about">${this.t("imports.people_hint")}</p>
        ${seen.people.map((each) =>
          whoField(each, this.#people[each.author], this.portal?.store, this.speech, (id) => {
            this.#people[each.author] = id;
          }),
        )}
        <div class="acts">
          <button
            type="button"
            class="button primary"
            ?disabled=${this.#form.busy}
            @click=${this.#start}
          >
            ${this.t("imports.bring")}
          </button>
        </div>
      </div>`;
  }

  /** How far it is, and what of it was not understood. */
  #after(one: Import): TemplateResult {
    const runs = one.state === "running";
    const there = one.file_erased_by === null;
    const again = there && one.state === "cancelled" && one.done > 0;
    return html`<div role="status">
        ${runs ? note("clock", this.t("imports.running", { count: one.done })) : nothing}
        ${ended(one, this.speech)}
      </div>
      <div class="acts">
        ${
          runs || (there && one.state === "receiving")
            ? html`<button type="button" class="button" @click=${this.#stop}>
                ${this.t("imports.stop")}
              </button>`
            : nothing
        }
        ${
          again
            ? html`<button type="button" class="button primary" @click=${this.#start}>
                ${this.t("imports.go_on")}
              </button>`
            : nothing
        }
      </div>
      ${this.#form.box()} ${unparsed(this.faults, this.speech)}`;
  }
}
