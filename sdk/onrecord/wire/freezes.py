"""Freezing: somebody cannot write for a while, and reads on."""

from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.cases import CaseId, Note
from onrecord.wire.policy_document import Duration, PartName
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Timestamp


class Freeze(Wire):
    """That a person cannot write until ``ends_at``.

    ``trigger`` names the rule of the policy that did it by itself, ``reason_code`` why a person did.
    """

    person_id: PersonId
    begins_at: Timestamp
    ends_at: Timestamp
    trigger: PartName | None = None
    reason_code: PartName | None = None


class ListedFreeze(Wire):
    """A freeze as it is listed: of a person, or of the author in a case that the reader may see.

    ``person_id`` is null, and ``case_id`` names the case, until it is revealed who that is. Who is
    outside of the case reads the name, and of no case.
    """

    person_id: PersonId | None = None
    case_id: CaseId | None = None
    begins_at: Timestamp
    ends_at: Timestamp
    trigger: PartName | None = None
    reason_code: PartName | None = None


class FreezeStanding(Wire):
    """Whether one is frozen: until when and why, or null."""

    freeze: Freeze | None = None


class GetFreeze(Command):
    """Ask whether one is frozen oneself."""


class ListFreezes(Command):
    """List who is frozen now, whose freeze ends last first; for who may freeze, and who audits."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class FreezePerson(Command):
    """Keep a person from writing for a while, for a reason given as a code; they read on.

    Needs a duty whose people may ``freeze`` by the policy in force, alone: where that takes two, a
    case does it. A frozen person is frozen anew, from now on. ``said`` is what happened, for who
    decides an appeal of it: the person does not read it.
    """

    person_id: PersonId
    lasts: Duration
    reason_code: PartName
    said: Note | None = None


class UnfreezePerson(Command):
    """Let a frozen person write again.

    Whom a case froze whose people are not known to the actor is for them nobody who is frozen: nothing ends.
    """

    person_id: PersonId


class PersonFrozen(Wire):
    """A person cannot write until ``ends_at``. Audience: the person."""

    type: Literal["person.frozen"] = "person.frozen"
    freeze: Freeze


class PersonUnfrozen(Wire):
    """A person may write again. Audience: the person."""

    type: Literal["person.unfrozen"] = "person.unfrozen"
    person_id: PersonId


class FreezeDecided(Wire):
    """Somebody froze a person, or let them write again. Audience: nobody."""

    type: Literal["freeze.decided"] = "freeze.decided"
    person_id: PersonId
    frozen: bool
