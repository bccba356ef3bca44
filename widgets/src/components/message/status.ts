/** How far a message has come: on its way, sent, delivered, read, or refused. */
import { type TemplateResult, html, nothing } from "lit";

import { load } from "../../base/lazy.ts";
import { icon } from "../../icons/icons.ts";
import type { Entry } from "../timeline/items.ts";
import type { Stage } from "./message.ts";

export function status(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const { pending, receipt } = entry;
  if (pending?.status === "failed") return failure(entry, stage);
  if (pending)
    return html`<div class="status" part="status">
      ${icon("clock", 16)}${stage.speech.t(`message.${pending.status}`)}
    </div>`;
  if (stage.kind === "external") return delivery(entry, stage);
  if (!receipt) return nothing;
  return html`<div class="status ${receipt.state}" part="status">
    ${icon(receipt.state === "sent" ? "check" : "checks", 16)}${receiptText(entry, stage)}
  </div>`;
}

function receiptText({ receipt }: Entry, { speech, readers, kind }: Stage): TemplateResult {
  if (receipt?.state !== "read") return html`${speech.t(`message.${receipt?.state ?? "sent"}`)}`;
  if (kind === "direct") return html`${speech.t("message.read")}`;
  const names = receipt.readBy.map((id) => readers.name(id));
  const text =
    names.length <= 2
      ? speech.t("message.read_by", { names: speech.names(names) })
      : speech.t("message.read_by_many", { name: names[0] ?? "", count: names.length - 1 });
  return html`<span title=${speech.names(names)}>${text}</span>`;
}

function failure(entry: Entry, { speech, act }: Stage): TemplateResult {
  const problem = entry.pending?.problem;
  const asks = problem?.code === "confirm_mentions";
  const why = asks
    ? speech.t("message.asks_many", { count: problem.count ?? 0 })
    : html`${speech.t("message.failed")}${problem?.detail ? html` <bdi>${problem.detail}</bdi>` : nothing}`;
  return html`<div class="status failed" part="status" role="alert">
    ${icon("alert", 16)}
    <span>${why}</span>
    <span class="choices">
      <button type="button" class="link" @click=${() => act("retry", entry)}>
        ${speech.t(asks ? "action.confirm" : "action.retry")}
      </button>
      <button type="button" class="link" @click=${() => act("discard", entry)}>
        ${speech.t("action.discard")}
      </button>
    </span>
  </div>`;
}

/** What became of it on the way to somebody outside. */
function delivery({ message }: Entry, { speech, store }: Stage): TemplateResult | typeof nothing {
  if (!message || message.author.startsWith("outside:")) return nothing;
  void load("onrecord-delivery").catch(() => undefined);
  return html`<onrecord-delivery
    exportparts="status"
    .speech=${speech}
    .store=${store}
    .message=${message}
  ></onrecord-delivery>`;
}
