/** Until when slow mode keeps a member from writing on, as far as it is known here. Pure. */
import type { ConversationState } from "../../core/types.ts";

/** What one waits for, and until when. */
export interface Wait {
  readonly because: object;
  readonly ends: number;
}

/** The server's own word where it refused; else what was written last, by the clock that is behind. */
export function waitOf(at: ConversationState, me: string, now: number): Wait | null {
  const refused = at.pending.find(({ problem }) => problem?.code === "slow_mode")?.problem;
  if (refused) return { because: refused, ends: now + (refused.retryAfter ?? 0) * 1000 };
  const last = at.timeline?.messages.findLast(
    ({ author, on_behalf_of: whom }) => author === me && !whom,
  );
  if (!last) return null;
  const written = Math.min(Date.parse(last.created_at), now);
  const over = at.info.slow_until === null ? Infinity : Date.parse(at.info.slow_until);
  return { because: last, ends: Math.min(written + at.info.slow_seconds * 1000, over) };
}

/** `4:05`, or `1:04:05` where it is hours. */
export function clock(seconds: number): string {
  const two = (value: number): string => `${Math.floor(value)}`.padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
