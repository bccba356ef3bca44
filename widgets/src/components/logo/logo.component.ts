import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";

import { OnrecordElement } from "../../base/element.ts";
import { isOpen, octets } from "../../core/files/octets.ts";
import type { Port } from "../../core/port.ts";
import type { Branding } from "../../generated/wire.ts";

/** The logo that the tenant keeps here: the one of the theme that is worn. */
export class OnrecordLogo extends OnrecordElement {
  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
    img,
    canvas {
      display: block;
      block-size: 24px;
      inline-size: auto;
      max-inline-size: 96px;
      object-fit: contain;
    }
    .light {
      display: var(--onrecord-logo-light, block);
    }
    .dark {
      display: var(--onrecord-logo-dark, none);
    }
  `;

  @property({ attribute: false }) branding: Branding | null = null;
  @property({ attribute: false }) port: Port | null = null;

  protected override render(): unknown {
    const { logo, logo_light: light, logo_dark: dark } = this.branding ?? {};
    if (!light) return logo ? this.#image(logo, "") : nothing;
    if (!dark) return this.#picture(light, "");
    return html`${this.#picture(light, "light")}${this.#picture(dark, "dark")}`;
  }

  get #alt(): string {
    return this.branding?.logo_alt ?? "";
  }

  #image(address: string, theme: "" | "light" | "dark"): TemplateResult {
    return html`<img part="logo" class=${theme} src=${address} alt=${this.#alt} />`;
  }

  #picture(id: string, theme: "" | "light" | "dark"): unknown {
    const { port } = this;
    if (!port) return nothing;
    const path = `/v1/branding/logos/${encodeURIComponent(id)}`;
    if (isOpen(port)) return this.#image(port.base + path, theme);
    return html`<canvas
      part="logo"
      class=${theme}
      role=${this.#alt ? "img" : "presentation"}
      aria-label=${this.#alt || nothing}
      width="1"
      height="1"
      ${ref((found) => paint(port, path, found as HTMLCanvasElement | undefined))}
    ></canvas>`;
  }
}

/** Fetch it where an address alone shows nothing; what cannot be had leaves its place empty. */
function paint(port: Port, path: string, canvas: HTMLCanvasElement | undefined): void {
  if (!canvas || canvas.dataset["path"] === path) return;
  canvas.dataset["path"] = path;
  octets(port, path)
    .then(async (answer) => createImageBitmap(await answer.blob()))
    .then((picture) => {
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext("2d")?.drawImage(picture, 0, 0);
      picture.close();
    })
    .catch(() => undefined);
}
