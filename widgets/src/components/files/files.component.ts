import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordElement } from "../../base/element.ts";
import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import { isImage, kindOf, save, sizeText } from "../../core/files/files.ts";
import type { Port } from "../../core/port.ts";
import type { Attachment, Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import type { OnrecordViewer } from "../viewer/viewer.component.ts";
import { filesStyles } from "./files.styles.ts";
import { picture } from "./picture.ts";

/** The files of one message: pictures with their size known beforehand, others as rows. */
export class OnrecordFiles extends OnrecordElement {
  static override styles = [reset, buttons, lazyStyles, filesStyles];

  @property({ attribute: false }) files: readonly Attachment[] = [];
  @property({ attribute: false }) port: Port | null = null;
  /** The messages round this one: one turns from picture to picture through all of them. */
  around: () => readonly Message[] | undefined = () => undefined;

  /** Pictures that did not come: they are rows from then on. */
  @state() private broken: ReadonlySet<string> = new Set();
  /** What could not be kept. */
  @state() private lost = "";

  readonly #lazy = new LazyParts(this);

  #pictures(): readonly Attachment[] {
    return this.files.filter((file) => isImage(file) && !this.broken.has(file.id));
  }

  protected override render(): TemplateResult {
    const pictures = this.#pictures();
    const rows = this.files.filter((file) => !pictures.includes(file));
    return html`
      ${
        pictures.length > 0
          ? html`<div class="pictures ${pictures.length > 1 ? "many" : ""}">
              ${repeat(
                pictures,
                ({ id }) => id,
                (file) => this.#picture(file, pictures),
              )}
            </div>`
          : nothing
      }
      ${repeat(
        rows,
        ({ id }) => id,
        (file) => this.#row(file),
      )}
      ${this.#lazy.dialog(
        "onrecord-viewer",
        () => html`<onrecord-viewer .speech=${this.speech} .port=${this.port}></onrecord-viewer>`,
      )}
    `;
  }

  #picture(file: Attachment, pictures: readonly Attachment[]): TemplateResult | typeof nothing {
    if (!this.port) return nothing;
    const failed = (): void => void (this.broken = new Set([...this.broken, file.id]));
    return html`<button
      type="button"
      class="picture"
      part="picture"
      title=${file.name}
      @click=${() => this.#view(file, pictures)}
    >
      ${picture(file, "thumbnail", this.port, this.#label(file), failed)}
    </button>`;
  }

  #label(file: Attachment): string {
    return file.alt ?? this.t("file.picture", { name: file.name });
  }

  #row(file: Attachment): TemplateResult {
    const size = sizeText(file.size, this.speech.lang);
    return html`<button
        type="button"
        class="row"
        part="file"
        aria-label=${this.t("file.download", { name: file.name, size })}
        @click=${() => void this.#save(file)}
      >
        <span class="kind ${kindOf(file.media_type)}">${icon("file")}</span>
        <span class="what">
          <bdi class="name clip">${file.name}</bdi>
          <span class="size">${this.lost === file.id ? this.t("file.lost") : size}</span>
        </span>
        ${icon("download", 16)}
      </button>
      ${file.alt ? html`<p class="caption" dir="auto">${file.alt}</p>` : nothing}`;
  }

  #view(file: Attachment, pictures: readonly Attachment[]): void {
    void this.#lazy.summon<OnrecordViewer>("onrecord-viewer", (viewer) =>
      viewer.show(...this.#gallery(file, pictures)),
    );
  }

  /** The pictures to turn through, and where among them one is. */
  #gallery(file: Attachment, own: readonly Attachment[]): [readonly Attachment[], number] {
    const all = (this.around() ?? []).flatMap(({ attachments }) => attachments).filter(isImage);
    const at = all.findIndex(({ id }) => id === file.id);
    return at >= 0 ? [all, at] : [own, own.indexOf(file)];
  }

  async #save(file: Attachment): Promise<void> {
    if (!this.port) return;
    this.lost = "";
    await save(this.port, file).catch(() => (this.lost = file.id));
  }
}
