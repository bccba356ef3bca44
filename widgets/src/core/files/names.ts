/** Names of files that every machine can use; the server refuses the others. */
const NOT_IN_NAMES = /[\p{Cc}/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
const MOST_BYTES = 255;

/** The nearest name that is taken. */
export function tidyName(name: string): string {
  let plain = name.normalize("NFC").replace(NOT_IN_NAMES, "_").trim().replace(/\.+$/, "");
  plain = plain.replace(DEVICES, (found) => `${found}_`);
  const dot = plain.lastIndexOf(".");
  const end = dot > 0 ? plain.slice(dot) : "";
  let stem = [...(dot > 0 ? plain.slice(0, dot) : plain)];
  while (stem.length > 1 && bytesOf(stem.join("") + end) > MOST_BYTES) stem = stem.slice(0, -1);
  return stem.join("") + end || "file";
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
