/**
 * One live socket, kept alive.
 *
 * It becomes unhealthy in four ways: the socket closes; nothing is heard for 20 s after a ping; the
 * browser says that the network is gone; a frame shows that something was missed. Each ends in the
 * same place: close, wait (full jitter), connect again with the cursor.
 *
 * It assumes of the server: `ready` follows `hello`, and then frames come in order without a gap;
 * every ping is answered by a pong; a close code of 4401 means that another token may help, and 4403
 * that nothing will.
 */
import type { ClientFrame, Hello, ServerFrame } from "../generated/wire.ts";
import { fullJitter } from "./backoff.ts";
import type { Ports, Socket } from "./ports.ts";
import { isTemporary, parseProblem, problemOf, type Problem } from "./problems.ts";
import type { ConnectionPhase, Unsubscribe } from "./types.ts";

export const SUBPROTOCOL = "onrecord.v1";
const PING_MS = 20_000;
const SILENCE_MS = 20_000;
/** After a failed request the socket has this long to prove that it lives. */
const DOUBT_MS = 1_500;
const HELLO_MS = 10_000;
/** A socket that lived this long was a good one: the waiting starts from the beginning. */
const GOOD_MS = 10_000;

const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_FORBIDDEN = 4403;

/** What it does, in one word; there is no other flag. */
type Step =
  "idle" | "preparing" | "opening" | "greeting" | "live" | "waiting" | "offline" | "refused";

export interface ConnectionHooks {
  /** Runs before each attempt; a temporary error waits, any other refuses. */
  prepare(): Promise<void>;
  address(): string;
  hello(): Promise<Hello>;
  frame(frame: ServerFrame): void;
  status(phase: ConnectionPhase, problem: Problem | null): void;
  /** The token was refused. */
  stale(): void;
}

const PHASES: Readonly<Record<Step, ConnectionPhase>> = {
  idle: "idle",
  preparing: "reconnecting",
  opening: "reconnecting",
  greeting: "reconnecting",
  live: "live",
  waiting: "reconnecting",
  offline: "offline",
  refused: "refused",
};

export class Connection {
  readonly #ports: Ports;
  readonly #hooks: ConnectionHooks;
  #step: Step = "idle";
  #socket: Socket | null = null;
  #timer: Unsubscribe | null = null;
  #network: Unsubscribe | null = null;
  #attempt = 0;
  #liveSince: number | null = null;
  /** When a sign of life is due, in Unix milliseconds. */
  #deadline = Infinity;
  /** Grows with every attempt, so that what an old one still says is not heard. */
  #round = 0;
  #hasFailed = false;
  #deniedBefore = false;
  #problem: Problem | null = null;

  constructor(ports: Ports, hooks: ConnectionHooks) {
    this.#ports = ports;
    this.#hooks = hooks;
  }

  get live(): boolean {
    return this.#step === "live";
  }

  start(): void {
    if (this.#step !== "idle") return;
    this.#hasFailed = false;
    this.#network = this.#ports.onNetwork((online) => this.#onNetwork(online));
    this.#begin();
  }

  stop(): void {
    this.#drop();
    this.#network?.();
    this.#network = null;
    this.#to("idle");
  }

  /** Connect now, whatever it waits for; a refusal gets another chance. */
  reconnectNow(): void {
    if (this.#step === "live") this.doubt();
    else if (this.#step !== "idle") this.#begin();
  }

  /** Something was missed: connect again from the cursor. */
  resume(): void {
    if (this.#step === "live") this.#retry();
  }

  /** A request failed: ask the socket for a sign of life, and give it little time. */
  doubt(): void {
    if (this.#step === "live") this.#ping(DOUBT_MS);
  }

  /** Send a frame if the socket is live; ephemeral ones are not worth keeping. */
  send(frame: ClientFrame): boolean {
    if (this.#step !== "live") return false;
    this.#socket?.send(JSON.stringify(frame));
    return true;
  }

  #begin(): void {
    this.#drop();
    if (!this.#ports.online()) return this.#to("offline");
    this.#problem = null;
    const round = this.#round;
    const ours = (): boolean => round === this.#round;
    this.#to("preparing");
    this.#hooks.prepare().then(
      () => ours() && this.#open(),
      (error: unknown) => ours() && this.#failed(error),
    );
  }

  #open(): void {
    const round = this.#round;
    const hears = (run: () => void): void => {
      if (round === this.#round) run();
    };
    this.#to("opening");
    const socket = this.#ports.socket(this.#hooks.address(), SUBPROTOCOL);
    this.#socket = socket;
    socket.onopen = () => hears(() => void this.#greet(socket, round));
    socket.onmessage = ({ data }) => hears(() => this.#heard(data));
    socket.onclose = ({ code, reason }) => hears(() => this.#closed(code, reason));
    this.#in(HELLO_MS, () => this.#retry());
  }

  async #greet(socket: Socket, round: number): Promise<void> {
    this.#to("greeting");
    try {
      const hello = await this.#hooks.hello();
      if (round === this.#round) socket.send(JSON.stringify(hello));
    } catch (error) {
      if (round === this.#round) this.#failed(error);
    }
  }

  #heard(data: unknown): void {
    const frame = parseFrame(data);
    this.#deadline = Infinity;
    if (!frame) return this.#retry();
    if (frame.type === "ready") this.#ready();
    if (frame.type === "error" && frame.id === null) {
      this.#problem = parseProblem(400, frame.problem);
    }
    if (this.#step === "live") this.#in(PING_MS, () => this.#ping(SILENCE_MS));
    this.#hooks.frame(frame);
    if (frame.type === "going_away") this.#leave(frame.after_ms);
  }

  #ready(): void {
    this.#liveSince = this.#ports.now();
    this.#deniedBefore = false;
    this.#to("live");
  }

  /** Ask for a sign of life; asked again, the earlier deadline stands. */
  #ping(patience: number): void {
    const deadline = this.#ports.now() + patience;
    if (deadline >= this.#deadline) return;
    this.#deadline = deadline;
    this.#socket?.send(JSON.stringify({ type: "ping" }));
    this.#in(patience, () => this.#retry());
  }

  /** The worker shuts down: the next connection reaches another one, or the same, restarted. */
  #leave(afterMs: number): void {
    this.#drop();
    this.#hasFailed = true;
    this.#to("waiting");
    this.#in(afterMs * (0.5 + this.#ports.random()), () => this.#begin());
  }

  #closed(code: number, reason: string): void {
    if (code === CLOSE_UNAUTHENTICATED) return this.#denied(reason);
    if (code === CLOSE_FORBIDDEN) return this.#refuse(this.#problem ?? closedFor(403, reason));
    this.#retry();
  }

  /** A new token may help, once. */
  #denied(reason: string): void {
    this.#hooks.stale();
    if (this.#deniedBefore) return this.#refuse(this.#problem ?? closedFor(401, reason));
    this.#deniedBefore = true;
    this.#retry();
  }

  #failed(error: unknown): void {
    if (isTemporary(error)) this.#retry(problemOf(error).retryAfter);
    else this.#refuse(problemOf(error));
  }

  #retry(seconds: number | null = this.#problem?.retryAfter ?? null): void {
    this.#drop();
    this.#hasFailed = true;
    if (this.#ports.now() - (this.#liveSince ?? Infinity) > GOOD_MS) this.#attempt = 0;
    this.#liveSince = null;
    const jitter = fullJitter(this.#attempt++, () => this.#ports.random());
    this.#to("waiting");
    this.#in(jitter + (seconds ?? 0) * 1000, () => this.#begin());
  }

  #refuse(problem: Problem): void {
    this.#drop();
    this.#problem = problem;
    this.#to("refused");
  }

  #onNetwork(online: boolean): void {
    if (this.#step === "idle" || this.#step === "refused") return;
    if (online) return this.reconnectNow();
    this.#drop();
    this.#hasFailed = true;
    this.#to("offline");
  }

  /** Let go of the socket and of everything that waits; what they still say is not heard. */
  #drop(): void {
    this.#round += 1;
    this.#deadline = Infinity;
    this.#timer?.();
    this.#timer = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #in(milliseconds: number, run: () => void): void {
    this.#timer?.();
    this.#timer = this.#ports.after(milliseconds, run);
  }

  #to(step: Step): void {
    this.#step = step;
    const first = PHASES[step] === "reconnecting" && !this.#hasFailed;
    this.#hooks.status(first ? "connecting" : PHASES[step], this.#problem);
  }
}

function closedFor(status: number, reason: string): Problem {
  return parseProblem(status, {
    detail: reason,
    ...(/^[a-z_]+$/.test(reason) && { code: reason }),
  });
}

function parseFrame(data: unknown): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    const known = typeof frame === "object" && frame !== null && "type" in frame;
    return known ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
