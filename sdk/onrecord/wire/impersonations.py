"""The host's own code acting in a person's name: what that person sees of it."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import Cursor, PageSize, Position, Timestamp


class Impersonation(Wire):
    """That the host's own code acted in one's name: read as one, or wrote.

    ``service`` says which part of it, ``at`` when it began. However often it does so in one hour of
    UTC, that is one of these.
    """

    service: str
    at: Timestamp
    position: Position | None = None


class ListImpersonations(Command):
    """List when the host's own code acted in one's name, the latest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class NoteImpersonation(Command):
    """Write down that the actor acts in a person's name now."""


class ImpersonationUsed(Wire):
    """The host's own code acted in somebody's name. Audience: nobody; they see it when they look."""

    type: Literal["impersonation.used"] = "impersonation.used"
    service: str
