"""The record: checkpoints and proofs."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Position, Timestamp


class Checkpoint(Wire):
    """The newest signed head of the tenant's record: a C2SP signed note."""

    origin: str
    size: int
    root: str
    note: str
    vkey: str
    at: Timestamp


class Proof(Wire):
    """A ``.tlog-proof`` for one entry, the entry itself, and what opens its commitment.

    ``content`` and ``salt`` are null where the entry commits to nothing that the actor may read.
    """

    position: int
    entry: str
    proof: str
    content: str | None = None
    salt: str | None = None


class GetCheckpoint(Command):
    """Ask for the newest checkpoint."""


class GetProof(Command):
    """Ask for the proof of one entry that the actor may see."""

    position: Annotated[int, Field(ge=0, le=2**53 - 1)]


# -- self-checks -----------------------------------------------------------------------------------

CheckId = Annotated[str, StringConstraints(pattern=r"^chk_[0-9a-f]{32}$")]


class Found(Wire):
    """How often a self-check found one thing; ``onrecord verify`` names the places."""

    code: str
    times: int


class RecordCheck(Wire):
    """One going through the whole record while it is in use, and what it found.

    It ``passed`` when every stored version has its leaf, every leaf its version, and the root is the one
    that was signed; ``stopped`` when it could not be finished, so that it proves nothing. ``checkpoint`` is
    the size of the largest signed head that the record agrees with. ``position`` is that of its result.
    ``asked_by`` is null where the schedule did.
    """

    id: CheckId
    state: Literal["running", "passed", "failed", "stopped"]
    by_schedule: bool
    asked_by: PersonId | None = None
    begun_at: Timestamp
    ended_at: Timestamp | None = None
    entries: int = 0
    versions: int = 0
    erased: int = 0
    checkpoint: int = 0
    findings: int = 0
    found: list[Found] = Field(default_factory=list)
    position: Position | None = None


class CheckRecord(Command):
    """Check the record now; one that runs already is answered. For who approves policies or audits."""


class ListRecordChecks(Command):
    """List self-checks, the latest first. For who approves policies or audits."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class RecordCheckBegun(Wire):
    """A self-check began. Audience: nobody."""

    type: Literal["record.check_begun"] = "record.check_begun"
    check_id: str


class RecordCheckEnded(Wire):
    """A self-check is over; its entry holds the result. Audience: nobody."""

    type: Literal["record.check_ended"] = "record.check_ended"
    check_id: str


class RecordAlarmed(Wire):
    """A self-check found that the record does not hold, or it came to no end: then ``findings`` is 0.

    Audience: a person who answers for it.
    """

    type: Literal["record.alarmed"] = "record.alarmed"
    check_id: str
    findings: int
