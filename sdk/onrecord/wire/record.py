"""The record: checkpoints and proofs."""

from typing import Annotated

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import Timestamp


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
