"""How it stands with the record: its self-checks, its signature, its witnesses and its journals."""

from typing import Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.record import RecordCheck
from onrecord.wire.scalars import Position, Timestamp


#: Why a place outside takes nothing, in one word: what it answered itself may hold an address or a key.
Reason = Literal[
    "unreachable",
    "timeout",
    "certificate",
    "not_allowed",
    "not_found",
    "full",
    "differs",
    "refused",
    "answers_error",
    "no_key",
    "unknown",
]
WitnessKind = Literal["folder", "bucket", "mailbox", "timestamps", "cosigner", "own"]


class RecordKey(Wire):
    """A public key that signs the record, or did, as the record names it.

    ``id`` is the eight digits that a signature carries. ``position`` is the entry that put it in the place of
    the one before it, null for the first one; ``vouched`` says that the entry holds the statement of the former
    key, which ``onrecord verify`` checks.
    """

    id: str
    active: bool
    since: Timestamp
    position: Position | None = None
    vouched: bool = False


class SigningHealth(Wire):
    """How far the record is signed.

    ``off``: no keys are set up. ``never``: nothing is signed yet. ``signed``: what is not signed yet came within
    what is usual. ``late``: it has waited for longer, ``waiting_since`` then. ``stopped``: the signer has given up
    and waits for who runs the app (``onrecord reactors``). ``every_seconds`` is after how long a head is due where
    something is new.
    """

    state: Literal["off", "never", "signed", "late", "stopped"]
    every_seconds: int
    size: int = 0
    at: Timestamp | None = None
    waiting: int = 0
    waiting_since: Timestamp | None = None
    reason: Reason | None = None
    keys: list[RecordKey] = Field(default_factory=list)


class WitnessHealth(Wire):
    """A place outside that keeps signed heads: its kind, and of its name what holds no secret.

    ``current``: it has the newest head, or gets it within what is usual. ``behind``: it lacks one for longer.
    ``failing``: it took none at the last try, ``reason`` why, and is tried again at ``next_try_at``. ``never``: it
    has none yet. ``unbelieved``: what the database says of it cannot be, as a head that nobody signed.
    ``retired``: it is not set up any more.
    """

    kind: WitnessKind
    name: str
    state: Literal["current", "behind", "failing", "never", "unbelieved", "retired"]
    size: int = 0
    kept_at: Timestamp | None = None
    failing_since: Timestamp | None = None
    tries: int = 0
    next_try_at: Timestamp | None = None
    reason: Reason | None = None


class JournalHealth(Wire):
    """What hands the record to an archive as it happens: all before ``delivered`` was taken or set aside.

    ``current``: nothing waits for longer than is usual. ``late``: something does, since ``late_since`` where that
    is on the record. ``failing``: the archive took nothing at the last try, ``reason`` why. ``never``: it has not
    begun. ``unbelieved``: what the database says of it cannot be. ``retired``: it is not set up any more.
    ``behind_entries`` counts the entries after it, of which not all are to be told; ``behind_seconds`` is for how
    long the oldest that is has waited. ``set_aside`` counts what the archive refused for good.
    """

    name: str
    format: str | None = None
    state: Literal["current", "late", "failing", "never", "unbelieved", "retired"]
    delivered: int = 0
    delivered_at: Timestamp | None = None
    behind_entries: int = 0
    behind_seconds: int = 0
    late_since: Timestamp | None = None
    failing_since: Timestamp | None = None
    tries: int = 0
    next_try_at: Timestamp | None = None
    reason: Reason | None = None
    set_aside: int = 0


class RecordHealth(Wire):
    """How it stands with the record, as of ``at``.

    ``state`` is that of the last self-check that came to an end, as the record says it: ``sound``, ``failed``,
    ``stopped``; ``overdue`` where it passed, and the next one has not ended in twice the time between two;
    ``never`` where there is none. ``running`` is one that is under way. ``entries`` is how many entries there are.
    ``every_seconds`` is the time between two self-checks, 0 where they begin only when somebody asks.
    ``unbelieved`` counts rows of self-checks of which the record says nothing, or whose time is still to come:
    somebody wrote them past the app.
    """

    state: Literal["sound", "failed", "stopped", "overdue", "never"]
    at: Timestamp
    entries: int
    every_seconds: int
    due_at: Timestamp | None = None
    last: RecordCheck | None = None
    running: RecordCheck | None = None
    unbelieved: int = 0
    signing: SigningHealth
    witnesses: list[WitnessHealth] = Field(default_factory=list)
    journals: list[JournalHealth] = Field(default_factory=list)


class GetRecordHealth(Command):
    """Ask how it stands with the record. For who approves policies or audits."""
