"""Socket frames of the subprotocol ``onrecord.v1``: JSON objects with a ``type``."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from onrecord.wire._base import Command, Wire
from onrecord.wire.events import Envelope
from onrecord.wire.scalars import ConversationId, PersonId, Position


SUBPROTOCOL: Final = "onrecord.v1"

#: Close codes: RFC 6455 codes, and ours in 4000 to 4999.
CLOSE_PROTOCOL: Final = 4400
CLOSE_UNAUTHENTICATED: Final = 4401
CLOSE_FORBIDDEN: Final = 4403
CLOSE_SLOW: Final = 4008
CLOSE_BUSY: Final = 4013
CLOSE_GOING_AWAY: Final = 1001


class Hello(Command):
    """The first frame, within five seconds. Without ``after``: from now."""

    type: Literal["hello"]
    token: Annotated[str, Field(max_length=8192)] | None = None
    after: Position | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None


class Call(Command):
    """Call an endpoint by name; the answer carries the same ``id``."""

    type: Literal["call"]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    op: Annotated[str, Field(min_length=1, max_length=64)]
    args: dict[str, Any] = {}


class TypingFrame(Command):
    """Say that one is typing; lasts six seconds, never stored."""

    type: Literal["typing"]
    conversation_id: ConversationId


class PresenceFrame(Command):
    """Say whether one is at the screen; never stored."""

    type: Literal["presence"]
    state: Literal["active", "away"]


class DeliveredFrame(Command):
    """Say that events up to a position have reached this device; never stored."""

    type: Literal["delivered"]
    conversation_id: ConversationId
    position: Position


class Ping(Command):
    """Ask for a ``pong``; do so every 20 seconds."""

    type: Literal["ping"]


ClientFrame = Annotated[
    Hello | Call | TypingFrame | PresenceFrame | DeliveredFrame | Ping, Field(discriminator="type")
]
CLIENT_FRAME: Final[TypeAdapter[Any]] = TypeAdapter(ClientFrame)


class Ready(Wire):
    """The socket stands; ``position`` is the cursor that the events continue from."""

    type: Literal["ready"] = "ready"
    epoch: str
    position: Position
    person: PersonId
    heartbeat: float = 20.0


class Result(Wire):
    """The answer to a call: the endpoint's result, committed where it writes."""

    type: Literal["result"] = "result"
    id: str
    result: Any


class ErrorFrame(Wire):
    """The refusal of a call, or with a null ``id`` of a frame: an RFC 9457 problem."""

    type: Literal["error"] = "error"
    id: str | None
    problem: dict[str, Any]


class Events(Wire):
    """Everything the person may see with ``after`` < position ≤ ``upto``, in order.

    A client whose cursor is not ``after`` has missed something and must resume.
    """

    type: Literal["events"] = "events"
    after: Position
    upto: Position
    events: list[Envelope]


class TypingNotice(Wire):
    """Somebody is typing in a conversation one is in."""

    type: Literal["typing"] = "typing"
    conversation_id: ConversationId
    person: PersonId


class PresenceNotice(Wire):
    """Somebody one shares a conversation with is there, away or gone."""

    type: Literal["presence"] = "presence"
    person: PersonId
    state: Literal["active", "away", "offline"]


class DeliveredNotice(Wire):
    """A device of ``person`` has received up to ``position`` of a conversation."""

    type: Literal["delivered"] = "delivered"
    conversation_id: ConversationId
    person: PersonId
    position: Position


class Resync(Wire):
    """The gap cannot be closed: fetch state afresh, then continue from ``position``."""

    type: Literal["resync"] = "resync"
    epoch: str
    position: Position


class GoingAway(Wire):
    """The worker is shutting down: reconnect after ``after_ms`` milliseconds."""

    type: Literal["going_away"] = "going_away"
    after_ms: int


class Pong(Wire):
    """Alive; everything up to ``upto`` has been sent."""

    type: Literal["pong"] = "pong"
    upto: Position


SERVER_FRAMES: Final = (
    Ready,
    Result,
    ErrorFrame,
    Events,
    TypingNotice,
    PresenceNotice,
    DeliveredNotice,
    Resync,
    GoingAway,
    Pong,
)
