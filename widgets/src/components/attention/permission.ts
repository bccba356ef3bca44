/** Whether the browser lets this page notify. */
export type Permission = NotificationPermission | "unsupported";

/** What the browser says now. */
export function permission(): Permission {
  if (!("Notification" in globalThis) || !globalThis.isSecureContext) return "unsupported";
  return Notification.permission;
}

/** Ask whoever sits there; only ever in answer to a click of theirs. */
export async function askPermission(): Promise<Permission> {
  if (permission() === "unsupported") return "unsupported";
  return Notification.requestPermission();
}
