import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import { sizeText } from "../../core/files/files.ts";
import {
  type Batch,
  type Item,
  MOST_FILES,
  type Parked,
  uploadsOf,
} from "../../core/files/uploads.ts";
import type { Port } from "../../core/port.ts";
import type { Unsubscribe } from "../../core/types.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { trayStyles } from "./tray.styles.ts";

/** Why a file may be refused, in the reader's words. */
const REASONS: Readonly<Record<string, TextKey>> = {
  digest_differs: "file.refused_digest",
  empty: "file.refused_empty",
  expired: "file.refused_expired",
  file_too_large: "file.refused_large",
  file_type_refused: "file.refused_type",
  image_broken: "file.refused_broken",
  image_too_large: "file.refused_large",
  malware: "file.refused_malware",
  quota_exceeded: "file.refused_quota",
  storage_full: "file.refused_full",
  type_lies: "file.refused_lies",
  type_not_allowed: "file.refused_type",
};
/** What the server may say otherwise another time. */
const FINAL = new Set(Object.keys(REASONS).filter((code) => code !== "storage_full"));
const PREVIEW = 80;

/**
 * The files that go with the message that is written, and messages that wait for theirs.
 *
 * Tells `files` (how many there are) and `back` (the text of a message that is written on).
 */
export class OnrecordTray extends OnrecordElement {
  static override styles = [reset, buttons, trayStyles];

  @property({ attribute: false }) port: Port | null = null;
  /** Where one writes, a conversation or a thread; and the conversation that it is in. */
  @property({ attribute: false }) place = "";
  @property({ attribute: false }) conversation = "";
  @property({ type: Boolean, reflect: true }) empty = true;

  @state() private batches: readonly Batch[] = [];
  @state() private describing: number | null = null;
  @state() private tooMany = 0;
  #stop: Unsubscribe | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.port) this.#watch(this.port);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("port") && this.port) this.#watch(this.port);
    if (changed.has("place")) {
      this.tooMany = 0;
      this.#look();
    }
  }

  #watch(port: Port): void {
    this.#stop?.();
    this.#stop = uploadsOf(port).subscribe(() => this.#look());
    this.#look();
  }

  #look(): void {
    if (!this.port) return;
    this.batches = uploadsOf(this.port).of(this.place);
    this.empty = this.batches.length === 0;
    this.tell("files", uploadsOf(this.port).open(this.place).length);
  }

  /** Upload files for the message that is written. */
  add(files: readonly File[]): void {
    if (this.port) this.tooMany = uploadsOf(this.port).add(this.place, this.conversation, files);
  }

  /** Send a message with all files: now, or as soon as they are there. */
  send(message: Parked): void {
    if (!this.port) return;
    this.tooMany = 0;
    uploadsOf(this.port).park(this.place, message);
  }

  protected override render(): TemplateResult {
    return html`${this.batches.map((batch, at) => this.#batch(batch, at))}
    ${
      this.tooMany > 0
        ? html`<p class="over" role="alert">${this.t("file.too_many", { count: MOST_FILES })}</p>`
        : nothing
    }`;
  }

  #batch(batch: Batch, at: number): TemplateResult {
    const label = this.t(batch.parked ? "file.waiting" : "file.list");
    return html`<section aria-label=${label} data-batch=${at}>
      ${batch.parked ? this.#waiting(batch) : nothing}
      <ul class="items">
        ${repeat(
          batch.items,
          ({ key }) => key,
          (item) => this.#item(item),
        )}
      </ul>
    </section>`;
  }

  #waiting(batch: Batch): TemplateResult {
    return html`<div class="waiting">
      ${icon("clock", 16)}
      <span class="clip" dir="auto">${this.t("file.waiting")} ${batch.parked?.text}</span>
      <button type="button" class="link" @click=${() => this.#unpark(batch)}>
        ${this.t("file.write_on")}
      </button>
    </div>`;
  }

  #unpark(batch: Batch): void {
    if (this.port) this.tell("back", uploadsOf(this.port).unpark(this.place, batch));
  }

  #item(item: Item): TemplateResult {
    const { status, file, key } = item;
    const image = file.type.startsWith("image/");
    return html`<li class="item ${status}" part="upload">
      <span class="small"
        >${image && status !== "refused" ? this.#preview(item) : icon("file")}</span
      >
      <span class="what">
        <bdi class="clip">${file.name}</bdi>
        <span class="state" role=${status === "refused" ? "alert" : "status"}
          >${this.#stateText(item)}</span
        >
      </span>
      <span class="does">${this.#doing(item)}</span>
      ${this.describing === key ? this.#alt(item) : nothing}
      ${status === "uploading" ? this.#bar(item) : nothing}
    </li>`;
  }

  /** What can be done with a file now. */
  #doing(item: Item): TemplateResult {
    const { key, status, reason, file } = item;
    const refused = status === "refused";
    const describes = file.type.startsWith("image/") && !refused;
    const again = (): void => this.#uploads()?.retry(this.place, key);
    return html`${describes ? this.#does("edit", "file.describe", item, () => this.#describe(key)) : nothing}
    ${refused && !FINAL.has(reason) ? this.#does("retry", "file.again", item, again) : nothing}
    ${this.#does("close", "file.cancel", item, () => this.#uploads()?.cancel(this.place, key))}`;
  }

  #uploads(): ReturnType<typeof uploadsOf> | null {
    return this.port && uploadsOf(this.port);
  }

  #describe(key: number): void {
    this.describing = this.describing === key ? null : key;
    void this.updateComplete.then(() => this.find("input")?.focus());
  }

  #alt(item: Item): TemplateResult {
    const done = (event: Event): void => {
      this.#uploads()?.describe(this.place, item.key, (event.target as HTMLInputElement).value);
    };
    return html`<input
      class="alt"
      type="text"
      maxlength="1000"
      .value=${item.alt}
      aria-label=${this.t("file.alt", { name: item.file.name })}
      placeholder=${this.t("file.alt_hint")}
      @change=${done}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        done(event);
        this.describing = null;
      }}
    />`;
  }

  #bar({ sent, file }: Item): TemplateResult {
    return html`<progress
      max=${file.size}
      .value=${sent}
      aria-label=${this.t("file.progress", { name: file.name })}
    ></progress>`;
  }

  #stateText(item: Item): string {
    const size = sizeText(item.file.size, this.speech.lang);
    if (item.status === "refused") return this.#reason(item);
    if (item.paused) return this.t("file.paused");
    if (item.status === "checking") return this.#checking(item);
    if (item.status === "ready") return item.alt ? `${size} · ${item.alt}` : size;
    return this.t("file.sent", { sent: sizeText(item.sent, this.speech.lang), size });
  }

  #checking({ upload }: Item): string {
    return this.t(upload?.waits_for ? `file.waits_${upload.waits_for}` : "file.checking");
  }

  #reason({ reason, detail }: Item): string {
    const key = REASONS[reason];
    return key ? this.t(key) : detail || this.t("file.refused");
  }

  #preview(item: Item): TemplateResult {
    return html`<canvas
      aria-hidden="true"
      width=${PREVIEW}
      height=${PREVIEW}
      ${ref((element) => {
        const canvas = element as HTMLCanvasElement | undefined;
        if (canvas && canvas.dataset["key"] !== String(item.key)) void preview(canvas, item);
      })}
    ></canvas>`;
  }

  #does(
    glyph: IconName,
    key: "file.describe" | "file.again" | "file.cancel",
    item: Item,
    run: () => void,
  ): TemplateResult {
    const label = this.t(key, { name: item.file.name });
    return html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${run}>
      ${icon(glyph, 16)}
    </button>`;
  }
}

/** Draw a small picture of a file that only this page has: no address of it, so no policy forbids. */
async function preview(canvas: HTMLCanvasElement, { key, file }: Item): Promise<void> {
  canvas.dataset["key"] = String(key);
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return;
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  const context = canvas.getContext("2d");
  context?.drawImage(picture, left, top, side, side, 0, 0, PREVIEW, PREVIEW);
  picture.close();
}
