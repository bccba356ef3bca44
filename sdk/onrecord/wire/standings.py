"""Standings: how it is with people, for those who may freeze them and those who audit."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.freezes import Freeze
from onrecord.wire.people import Person
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Timestamp, clean_line


#: ``active`` may come in, ``frozen`` cannot write for a while, ``deactivated`` are shut out by the
#: host. ``unacknowledged`` are active and have not acknowledged what the policy in force asks for,
#: so they cannot write.
StandingState = Literal["active", "frozen", "deactivated", "unacknowledged"]


class PersonStanding(Wire):
    """How it is with a person: what the host says of them, and what keeps them from writing.

    ``acknowledged`` is the newest version of the policy that they acknowledged, and when; both are
    null where there is none. ``must_acknowledge`` says that this is not enough for the one in force.
    ``tokens_after`` is when they were signed out everywhere last. When somebody was seen is kept nowhere.
    """

    person: Person
    freeze: Freeze | None = None
    acknowledged: int | None = None
    acknowledged_at: Timestamp | None = None
    must_acknowledge: bool = False
    tokens_after: Timestamp | None = None


class ListStandings(Command):
    """List how it is with people, by name; for who may freeze by the policy in force, and who audits.

    ``query`` is the start of a word of the name, or an id. People who were deactivated are among them.
    """

    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""
    ids: Annotated[list[PersonId], Field(max_length=200)] = []
    state: StandingState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50
