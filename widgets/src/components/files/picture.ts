/** One picture: by its address where that works, painted on a canvas where a token is needed. */
import { type TemplateResult, html } from "lit";
import { ref } from "lit/directives/ref.js";

import { type Part, paint, pathOf } from "../../core/files/files.ts";
import { isOpen } from "../../core/files/octets.ts";
import type { Port } from "../../core/port.ts";
import type { Attachment } from "../../generated/wire.ts";

/** Draw a picture; its size is known before it is there. */
export function picture(
  file: Attachment,
  part: Part,
  port: Port,
  label: string,
  failed: () => void,
): TemplateResult {
  if (isOpen(port))
    return html`<img
      src=${port.base + pathOf(file, part)}
      width=${file.width ?? 1}
      height=${file.height ?? 1}
      alt=${label}
      loading="lazy"
      decoding="async"
      draggable="false"
      @error=${failed}
    />`;
  return html`<canvas
    role="img"
    aria-label=${label}
    width=${file.width ?? 1}
    height=${file.height ?? 1}
    ${ref((element) => {
      const canvas = element as HTMLCanvasElement | undefined;
      if (!canvas || canvas.dataset["file"] === file.id + part) return;
      canvas.dataset["file"] = file.id + part;
      paint(port, file, part, canvas).catch(failed);
    })}
  ></canvas>`;
}
