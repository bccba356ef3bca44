"""The state of a stream, without I/O or clock: what was seen, what is due, what to do next."""

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeAlias

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from onrecord.errors import (
    APIConnectionError,
    OnRecordError,
    RateLimited,
    Refusal,
    ServerError,
    TokenExpired,
    Unauthenticated,
    Unavailable,
    refusal_from,
)
from onrecord.wire.events import Envelope, UnknownEnvelope, parse_envelope
from onrecord.wire.frames import GoingAway, Pong, Ready, Resync


Item: TypeAlias = Envelope | UnknownEnvelope | Resync

FIRST_BACKOFF: Final = 0.5
LONGEST_BACKOFF: Final = 30.0
#: Seconds in which the server must answer a ``hello`` or a ``ping``.
PATIENCE: Final = 10.0
#: Whoever comes back late still finds what arrived meanwhile.
GRACE: Final = 0.05
PING: Final = '{"type":"ping"}'


class Phase(Enum):
    """Where a stream stands."""

    OFFLINE = "offline"
    GREETING = "greeting"
    LIVE = "live"


class Leaving(APIConnectionError):
    """The worker shuts down and says when to come back."""

    def __init__(self, seconds: float) -> None:
        """Keep the pause that the server asked for."""
        super().__init__(f"The server is going away; reconnect in {seconds} s")
        self.seconds = seconds


class StreamState:
    """One stream across all its connections. Times are seconds of one monotonic clock.

    ``cursor`` is the position up to which nothing is missing; None until the first ``ready``.
    The gap rule: a frame that begins after the cursor proves a loss, and the stream resumes from
    the cursor. When a resume shows the same gap again, the server cannot close it: ``Resync``.
    """

    def __init__(
        self,
        *,
        after: int | None,
        epoch: str | None,
        max_retries: int,
        jitter: Callable[[], float],
    ) -> None:
        """Start from a stored ``(epoch, after)``, or with None from now."""
        self.cursor = after
        self.epoch = epoch
        self.person: str | None = None
        self.phase = Phase.OFFLINE
        self._max_retries = max_retries
        self._jitter = jitter
        self._heartbeat = 20.0
        self._failures = 0
        self._was_ready = False
        self._renewed = False
        self._gap_at: int | None = None
        self._ping_at = 0.0
        self._dead_at = 0.0

    def hello(self, token: str | None, now: float) -> str:
        """Return the first frame of a new connection."""
        self.phase = Phase.GREETING
        self._ping_at = self._dead_at = now + PATIENCE
        given = {"type": "hello", "token": token, "after": self.cursor, "epoch": self.epoch}
        return to_json({name: value for name, value in given.items() if value is not None}).decode()

    def listen_for(self, now: float) -> float:
        """Return how many seconds to wait for the next frame before asking what is due."""
        return max(GRACE, min(self._ping_at, self._dead_at) - now)

    def due(self, now: float) -> str | None:
        """Return the ping that is due, if any; raise when the other side has been silent."""
        if now >= self._dead_at:
            raise APIConnectionError("The server has gone silent")
        if now < self._ping_at:
            return None
        self._ping_at, self._dead_at = now + self._heartbeat, min(self._dead_at, now + PATIENCE)
        return PING

    def take(self, text: str, now: float) -> list[Item]:
        """Return what a frame brings; raise the refusal or loss that it tells of."""
        self._dead_at = now + self._heartbeat + PATIENCE
        try:
            frame = from_json(text)
            return self._on(frame, now)
        except (ValidationError, ValueError, TypeError, KeyError):
            raise ServerError("The server sent a frame that is not of onrecord.v1") from None

    def _on(self, frame: dict[str, Any], now: float) -> list[Item]:
        match frame["type"]:
            case "ready":
                return self._on_ready(Ready.model_validate(frame), now)
            case "events":
                return self._on_events(frame)
            case "resync":
                return self._on_resync(Resync.model_validate(frame))
            case "pong":
                self._advance(Pong.model_validate(frame).upto)
            case "going_away":
                raise Leaving(GoingAway.model_validate(frame).after_ms / 1000)
            case "error" if frame.get("id") is None:
                raise refusal_from(frame["problem"])
        return []

    def _on_ready(self, ready: Ready, now: float) -> list[Item]:
        self.phase, self.person = Phase.LIVE, ready.person
        self._heartbeat = ready.heartbeat
        self._ping_at = now + ready.heartbeat
        self._failures, self._was_ready, self._renewed = 0, True, False
        if self.epoch not in {None, ready.epoch}:
            return self._on_resync(Resync(epoch=ready.epoch, position=ready.position))
        self.epoch = ready.epoch
        if self.cursor is None:
            self.cursor = ready.position
        return []

    def _on_events(self, frame: dict[str, Any]) -> list[Item]:
        after, upto = int(frame["after"]), int(frame["upto"])
        cursor = -1 if self.cursor is None else self.cursor
        if after > cursor:
            return self._on_gap(cursor, upto)
        envelopes = [parse_envelope(document) for document in frame["events"]]
        self._gap_at = None
        self._advance(upto)
        return [envelope for envelope in envelopes if envelope.position > cursor]

    def _on_gap(self, cursor: int, upto: int) -> list[Item]:
        if self._gap_at == cursor:
            return self._on_resync(Resync(epoch=self.epoch or "", position=upto))
        self._gap_at = cursor
        raise APIConnectionError("A frame is missing; resuming from the last one")

    def _on_resync(self, resync: Resync) -> list[Item]:
        known = (self.epoch, self.cursor) == (resync.epoch, resync.position)
        self.epoch, self.cursor, self._gap_at = resync.epoch, resync.position, None
        return [] if known else [resync]

    def _advance(self, upto: int) -> None:
        self.cursor = upto if self.cursor is None else max(self.cursor, upto)

    def lost(self, failure: OnRecordError) -> float:
        """Return the seconds until the next attempt; raise the failure when none can help.

        Full jitter: anything between nothing and a ceiling that doubles. Before the first
        ``ready`` there are ``max_retries`` attempts, afterwards there is no end to them.
        """
        self.phase = Phase.OFFLINE
        transient = isinstance(
            failure, APIConnectionError | RateLimited | Unavailable | ServerError
        )
        if not transient or (not self._was_ready and self._failures >= self._max_retries):
            raise failure
        ceiling = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return self._hint(failure) + self._jitter() * ceiling

    def _hint(self, failure: OnRecordError) -> float:
        if isinstance(failure, Leaving):
            return failure.seconds
        return (failure.retry_after or 0.0) if isinstance(failure, Refusal) else 0.0

    def wants_token(self, failure: OnRecordError) -> bool:
        """Say whether a new token may cure this; once for each connection that stood."""
        expired = isinstance(failure, TokenExpired) or type(failure) is Unauthenticated
        wanted = expired and not self._renewed
        self._renewed = self._renewed or wanted
        return wanted
