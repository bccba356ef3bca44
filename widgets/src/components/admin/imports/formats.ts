/** Which programs files come from, and how it looks how far one is. */
import type { Import, ImportFormat } from "../../../generated/wire.ts";
import type { Tone } from "../parts.ts";

export const FORMATS: readonly (readonly [ImportFormat, string])[] = [
  ["whatsapp", "WhatsApp"],
  ["signal", "Signal"],
  ["slack", "Slack"],
  ["teams", "Microsoft Teams"],
  ["telegram", "Telegram"],
  ["mattermost", "Mattermost"],
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
];
export const TONES: Readonly<Record<Import["state"], Tone>> = {
  receiving: "quiet",
  kept: "waits",
  running: "waits",
  done: "good",
  cancelled: "plain",
};
export function nameOf(format: ImportFormat): string {
  return FORMATS.find(([value]) => value === format)?.[1] ?? format;
}
