/** A certificate as a file that one keeps. */
import { fetchCertificate } from "../../../core/oversight/retention.ts";
import type { Port } from "../../../core/port.ts";

const FOR_THE_BROWSER_MS = 60_000;

/** Fetch the proof of what something says of itself, and let the browser keep both. */
export async function saveCertificate(
  port: Port,
  about: { readonly id: string; readonly position: number | null },
): Promise<void> {
  const found = await fetchCertificate(port, about);
  const link = document.createElement("a");
  link.download = `${about.id}.json`;
  link.href = URL.createObjectURL(
    new Blob([JSON.stringify(found, null, 2)], { type: "application/json" }),
  );
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
}
