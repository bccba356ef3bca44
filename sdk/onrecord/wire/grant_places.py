"""Finding what to ask for: conversations by their outside, before anybody approved anything."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import (
    ConversationId,
    ConversationKind,
    PersonId,
    Subject,
    clean_line,
    each_once,
)


class GrantPlace(Wire):
    """A conversation by its outside: its kind, and how many people are in it now.

    ``title`` and ``space`` are null unless the reader may know the name without being in it: a channel
    of a space that is open to everybody, or of the reader's own. A private conversation has none here.
    """

    id: ConversationId
    kind: ConversationKind
    title: str | None = None
    space: str | None = None
    member_count: int


class FoundPlace(GrantPlace):
    """A conversation that may be asked for, with the days (of UTC) of what a grant could open of it.

    ``subject`` is what the asker looked for it by, and null where they did not.
    """

    subject: Subject | None = None
    first_on: date
    last_on: date


class FoundPlaces(Wire):
    """What may be asked for, the latest first; with ``more`` there are others: name more people or words."""

    data: list[FoundPlace]
    more: bool = False


class FindPlaces(Command):
    """Find conversations to ask for under a trigger, by their outside; it is on the record.

    Needs the duty that may ask for the trigger. With ``people``: those in which all of them are or
    were. With ``query``: those whose name everybody may know and has it. With ``subject``: the one that
    is about it in the host's words. Left out is what the asker could not ask for: where they are or were,
    along their line of management, what a tag protects, and where nothing was said; so nothing that is
    found by a subject says that there is none, or none for them.
    """

    trigger: PartName
    people: Annotated[list[PersonId], Field(max_length=50), AfterValidator(each_once)] = []
    query: Annotated[str, Field(strict=True, max_length=80), AfterValidator(clean_line)] = ""
    subject: Subject | None = None


class GrantSought(Wire):
    """Somebody looked for what to ask for. Audience: nobody."""

    type: Literal["grant.sought"] = "grant.sought"
