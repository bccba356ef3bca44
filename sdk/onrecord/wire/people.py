"""People: whoever the host says exists."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import (
    AttributeName,
    AttributeValue,
    Cursor,
    PageSize,
    PersonId,
    PersonName,
    Position,
    Role,
    TenantName,
    Timestamp,
    clean_line,
)


class Person(Wire):
    """Somebody in the tenant, as others may see them; attributes are the host's words."""

    id: PersonId
    name: PersonName
    status: Literal["active", "deactivated"] = "active"
    roles: list[Role] = []
    attributes: dict[AttributeName, AttributeValue] = {}


class Limits(Wire):
    """The tenant's limits that a client should know before it sends."""

    text_code_points: int
    members_a_call: int


class Me(Wire):
    """Who the server takes the caller for, and where the stream stands."""

    tenant: TenantName
    person: Person
    scopes: list[str]
    epoch: str
    position: Position
    limits: Limits


class GetMe(Command):
    """Ask who one is."""


class ListPeople(Command):
    """Find people of the tenant by the start of a word of their name or by id."""

    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""
    ids: Annotated[list[PersonId], Field(max_length=200)] = []
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetPerson(Command):
    """Ask for one person."""

    person_id: PersonId


class UpsertPerson(Command):
    """Create a person or replace what the host says of them. Needs the scope ``people:write``."""

    person_id: PersonId
    name: PersonName
    roles: Annotated[list[Role], Field(max_length=50)] = []
    attributes: Annotated[dict[AttributeName, AttributeValue], Field(max_length=50)] = {}


class DeactivatePerson(Command):
    """Shut a person out at once, sockets included. Needs the scope ``people:write``."""

    person_id: PersonId


class ReactivatePerson(Command):
    """Let a deactivated person in again. Needs the scope ``people:write``."""

    person_id: PersonId


class EndMySessions(Command):
    """Sign oneself out everywhere: tokens from before count no more, and live sockets close.

    A login of the host's own app stays: it is the app that ends it.
    """


class EndSessions(Command):
    """Sign a person out everywhere, for a reason given as a code.

    Needs the scope ``people:write``, or a duty whose people may ``freeze`` by the policy in force: that
    one decides neither about themselves nor about their line. A login of the host's own app stays.
    """

    person_id: PersonId
    reason_code: PartName


class SessionsEnded(Wire):
    """Since when a person's tokens count: those from before are refused. Null: all that are valid do."""

    person_id: PersonId
    tokens_after: Timestamp | None = None


class PersonAdded(Wire):
    """A person appeared for the first time. Audience: nobody."""

    type: Literal["person.added"] = "person.added"
    person: Person


class PersonUpdated(Wire):
    """The host changed what it says of a person. Audience: nobody."""

    type: Literal["person.updated"] = "person.updated"
    person: Person


class PersonDeactivated(Wire):
    """A person was shut out. Audience: that person, whose sockets then close."""

    type: Literal["person.deactivated"] = "person.deactivated"
    person_id: PersonId


class PersonReactivated(Wire):
    """A person was let in again. Audience: nobody."""

    type: Literal["person.reactivated"] = "person.reactivated"
    person_id: PersonId


class PersonSignedOut(Wire):
    """A person was signed out everywhere, by themselves where there is no ``reason_code``.

    Audience: nobody; the person's sockets close.
    """

    type: Literal["person.signed_out"] = "person.signed_out"
    person_id: PersonId
    reason_code: PartName | None = None
