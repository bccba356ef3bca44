"""Spaces: where a group of people has its channels, and who is in them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.people import Person
from onrecord.wire.scalars import (
    MAX_MEMBERS_A_CALL,
    ConversationId,
    ConversationKind,
    Cursor,
    Joining,
    PageSize,
    PersonId,
    Posting,
    SpaceId,
    Timestamp,
    Title,
    clean_line,
    clean_text,
    seen_or_empty,
)


#: A team works together; a broadcast space is where the company speaks to many.
SpaceKind = Literal["team", "broadcast"]
#: Who may come in: anybody, whoever a moderator lets in, or whoever is added.
SpaceAccess = Literal["open", "request", "closed"]
#: A guest is in one channel of the space and sees nothing else of it.
SpaceRole = Literal["owner", "moderator", "member", "guest"]
#: The role that a rule gives.
RuleRole = Literal["member", "moderator"]
#: A member by hand stays whatever the rule says; a member by rule comes and goes with it.
Source = Literal["hand", "rule"]

SpaceTitle = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=80),
    AfterValidator(clean_line),
    AfterValidator(seen_or_empty),
]
About = Annotated[str, Field(strict=True, max_length=1000), AfterValidator(clean_text)]
#: Who is a member, over what the host says of people: ``department == "sales"``.
RuleText = Annotated[
    str, Field(strict=True, min_length=1, max_length=500), AfterValidator(clean_line)
]
SpaceMembers = Annotated[list[PersonId], Field(max_length=MAX_MEMBERS_A_CALL)]
#: How many people one knows this to reach; needed above 50, and for everybody.
Confirmed = Annotated[int, Field(ge=0)]


class Space(Wire):
    """A space as the asking person sees it.

    ``role`` is one's own, null for who is not in it. ``rule`` and ``rule_role`` are shown to owners
    and moderators, ``member_count`` to all but guests. ``channel_id`` is the one channel of a
    guest. ``requested`` says that one asked to be let in. ``version`` counts title, about and access.
    """

    id: SpaceId
    kind: SpaceKind
    access: SpaceAccess
    title: SpaceTitle
    about: About = ""
    rule: RuleText | None = None
    rule_role: RuleRole = "member"
    role: SpaceRole | None = None
    channel_id: ConversationId | None = None
    member_count: int | None = None
    archived: bool = False
    requested: bool = False
    version: int = 1
    created_at: Timestamp


class SpaceMember(Wire):
    """Somebody in a space; ``channel_id`` is the one channel of a guest."""

    person_id: PersonId
    name: str
    role: SpaceRole
    source: Source = "hand"
    channel_id: ConversationId | None = None


class SpaceRequest(Wire):
    """Somebody asks to be let in; ``state`` says how that stands."""

    space_id: SpaceId
    person_id: PersonId
    name: str
    state: Literal["open", "accepted", "declined", "withdrawn"]
    at: Timestamp


class RulePreview(Wire):
    """What a rule would do now: ``count`` people match, ``people`` are the first of them by name.

    ``confirm`` says that ``count`` must be given as the confirmation. ``joining`` and ``leaving``
    are how many would come and go, in a space that is there.
    """

    count: int
    confirm: bool
    joining: int
    leaving: int
    people: list[Person]


class Channel(Wire):
    """A channel of a space as its members find it; ``joined`` says whether one is in it."""

    id: ConversationId
    space_id: SpaceId
    kind: ConversationKind
    title: Title
    joining: Joining
    posting: Posting
    archived: bool
    member_count: int
    joined: bool


class CreateSpace(Command):
    """Make a space; who makes it owns it, with the ``owners`` that are named.

    Who may is the host's setting ``space_creators``; with the scope ``spaces:manage`` the host's
    own code may, and names at least one owner. With a ``rule`` that matches more than 50 people,
    or everybody, ``confirm`` is the number of them.
    """

    kind: SpaceKind = "team"
    access: SpaceAccess = "closed"
    title: SpaceTitle
    about: About = ""
    owners: SpaceMembers = []
    members: SpaceMembers = []
    rule: RuleText | None = None
    rule_role: RuleRole = "member"
    confirm: Confirmed | None = None


class GetSpace(Command):
    """Ask for one space: of one's own, or one that is in the directory."""

    space_id: SpaceId


class ListSpaces(Command):
    """List the spaces one is in, by title."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class FindSpaces(Command):
    """List spaces that one may join or ask to join, by title; ``query`` is the start of a word."""

    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""
    cursor: Cursor | None = None
    limit: PageSize = 50


class UpdateSpace(Command):
    """Change title and about as an owner or moderator, and who may come in as an owner."""

    space_id: SpaceId
    title: SpaceTitle | None = None
    about: About | None = None
    access: SpaceAccess | None = None


class ArchiveSpace(Command):
    """Stop all writing in a space and its channels; what is there can be read. Owners only."""

    space_id: SpaceId


class UnarchiveSpace(Command):
    """Let people write again, in the channels that were archived with the space. Owners only."""

    space_id: SpaceId


class JoinSpace(Command):
    """Become a member of an open space."""

    space_id: SpaceId


class LeaveSpace(Command):
    """Leave a space and its channels. Whom a rule put into a broadcast space, stays."""

    space_id: SpaceId


class RequestToJoin(Command):
    """Ask the moderators of a space to be let in."""

    space_id: SpaceId


class WithdrawRequest(Command):
    """Take back that one asked to be let in."""

    space_id: SpaceId


class ListRequests(Command):
    """List who asks to be let in, the oldest first. Owners and moderators only."""

    space_id: SpaceId
    cursor: Cursor | None = None
    limit: PageSize = 50


class DecideRequest(Command):
    """Let somebody in who asked, or not. Owners and moderators only."""

    space_id: SpaceId
    person_id: PersonId
    accept: bool


class ListSpaceMembers(Command):
    """List who is in a space, by name; ``query`` is the start of a word of the name. Not guests."""

    space_id: SpaceId
    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""
    role: SpaceRole | None = None
    cursor: Cursor | None = None
    limit: PageSize = 100


class AddSpaceMembers(Command):
    """Add people by hand; guests to the one channel ``channel_id``. Owners and moderators only."""

    space_id: SpaceId
    members: Annotated[list[PersonId], Field(min_length=1, max_length=MAX_MEMBERS_A_CALL)]
    role: SpaceRole = "member"
    channel_id: ConversationId | None = None


class ChangeSpaceMember(Command):
    """Give somebody another role; from then on they are in the space by hand.

    A new guest keeps the one channel ``channel_id``. Owners, and moderators up to their own role.
    """

    space_id: SpaceId
    person_id: PersonId
    role: SpaceRole
    channel_id: ConversationId | None = None


class RemoveSpaceMember(Command):
    """Remove somebody from a space and its channels; no rule brings them back as they are."""

    space_id: SpaceId
    person_id: PersonId


class SetRule(Command):
    """Say by rule who is in a space, or with null that no rule says it. Owners only.

    A rule that matches more than 50 people, or everybody, needs ``confirm``: their number.
    """

    space_id: SpaceId
    rule: RuleText | None = None
    role: RuleRole = "member"
    confirm: Confirmed | None = None


class PreviewRule(Command):
    """Ask whom a rule matches now, before a space is made or for one that one owns."""

    rule: RuleText
    space_id: SpaceId | None = None


class ListChannels(Command):
    """List the channels of a space that one is in or may join, by title; guests see their one."""

    space_id: SpaceId
    query: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""
    cursor: Cursor | None = None
    limit: PageSize = 100


class SpaceCreated(Wire):
    """A space was made. Audience: its owners, who are its first members."""

    type: Literal["space.created"] = "space.created"
    space_id: SpaceId
    kind: SpaceKind
    access: SpaceAccess
    title: str
    about: str
    owners: list[PersonId]


class SpaceUpdated(Wire):
    """Title, about or access changed. Audience: all who are in the space, guests included."""

    type: Literal["space.updated"] = "space.updated"
    space_id: SpaceId
    title: str
    about: str
    access: SpaceAccess
    version: int


class SpaceRuled(Wire):
    """Another rule says who is in a space, or none. Audience: its owners and moderators."""

    type: Literal["space.ruled"] = "space.ruled"
    space_id: SpaceId
    rule: str | None
    rule_role: RuleRole


class SpaceArchived(Wire):
    """A space is archived. Audience: all who are in it, guests included."""

    type: Literal["space.archived"] = "space.archived"
    space_id: SpaceId


class SpaceUnarchived(Wire):
    """A space is used again. Audience: all who are in it, guests included."""

    type: Literal["space.unarchived"] = "space.unarchived"
    space_id: SpaceId


class SpaceMembersAdded(Wire):
    """People came into a space, at most 500 an event. Audience: its members, and a guest who came."""

    type: Literal["space.members_added"] = "space.members_added"
    space_id: SpaceId
    members: list[PersonId]
    role: SpaceRole
    source: Source
    channel_id: ConversationId | None = None


class SpaceMemberRemoved(Wire):
    """A person is no longer in a space. Audience: the remaining members, and that person."""

    type: Literal["space.member_removed"] = "space.member_removed"
    space_id: SpaceId
    person_id: PersonId


class SpaceMemberChanged(Wire):
    """Somebody has another role in a space. Audience: its members, and that person."""

    type: Literal["space.member_changed"] = "space.member_changed"
    space_id: SpaceId
    person_id: PersonId
    role: SpaceRole
    source: Source = "hand"
    channel_id: ConversationId | None = None


class SpaceRequested(Wire):
    """Somebody asks to be let in. Audience: owners and moderators, and who asks."""

    type: Literal["space.requested"] = "space.requested"
    space_id: SpaceId
    person_id: PersonId


class SpaceWithdrawn(Wire):
    """Somebody no longer asks to be let in. Audience: owners and moderators, and who asked."""

    type: Literal["space.withdrawn"] = "space.withdrawn"
    space_id: SpaceId
    person_id: PersonId


class SpaceDecided(Wire):
    """Somebody was let in or not. Audience: owners and moderators, and who asked."""

    type: Literal["space.decided"] = "space.decided"
    space_id: SpaceId
    person_id: PersonId
    accepted: bool
