/** The server's typed no (RFC 9457), and what it means for a retry. */

/** A problem document; `code` is stable, `detail` says which rule was broken and what to do. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly retryAfter: number | null;
  /** How many people it would reach, where a number has to be confirmed. */
  readonly count: number | null;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly requestId: string | null;
  /** What only some refusals say, such as the `count` that is to be confirmed. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Thrown by every action that the server refused: nothing was changed. */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Thrown when no answer came: whether the call took effect is unknown. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** Codes after which the same request may succeed later, whatever their status. */
const TEMPORARY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Read a problem document; anything else becomes a problem of that status. */
export function parseProblem(status: number, document: unknown): Problem {
  const given = isRecord(document) ? document : {};
  const title = text(given["title"]) ?? "";
  const errors = Array.isArray(given["errors"]) ? given["errors"].filter(isPlace) : [];
  return {
    code: text(given["code"]) ?? codeOf(status),
    title,
    status: number(given["status"]) ?? status,
    detail: plain(text(given["detail"]) ?? title, errors),
    retryAfter: number(given["retry_after"]),
    count: number(given["count"]),
    errors,
    requestId: text(given["request_id"]),
    more: given,
  };
}

/** The sentence without the pointers of its places, which are for programs. */
function plain(detail: string, errors: Problem["errors"]): string {
  return errors.reduce((said, { pointer }) => said.replace(`${pointer}: `, ""), detail);
}

/** The number that a refusal wants to hear again before it does what was asked. */
export function toConfirm({ code, more }: Problem): number | null {
  return code.startsWith("confirm_") ? number(more["count"]) : null;
}

/** Whether trying the same again can help. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof RefusalError && TEMPORARY.has(error.problem.status);
}

/** The problem of any error an action rejected with; a lost connection has the code `offline`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RefusalError) return error.problem;
  const offline = error instanceof ConnectionError;
  return parseProblem(0, { code: offline ? "offline" : "internal_error", detail: String(error) });
}

function codeOf(status: number): string {
  const codes: Record<number, string> = {
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    429: "rate_limited",
    503: "unavailable",
  };
  return codes[status] ?? (status >= 500 ? "internal_error" : "refused");
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPlace(value: unknown): value is { pointer: string; detail: string } {
  return (
    isRecord(value) && typeof value["pointer"] === "string" && typeof value["detail"] === "string"
  );
}
