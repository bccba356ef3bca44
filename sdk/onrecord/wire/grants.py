"""Looking at what one is not a party to: asking for it, what it opens, and what it leaves for others to see."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.attachments import Attachment
from onrecord.wire.grant_places import GrantPlace
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import Duration, PartName
from onrecord.wire.scalars import (
    ConversationId,
    ConversationKind,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Role,
    Sha256,
    Timestamp,
    Version,
    clean_text,
    each_once,
)


GrantId = Annotated[str, StringConstraints(pattern=r"^grt_[0-9a-f]{32}$")]
DisclosureId = Annotated[str, StringConstraints(pattern=r"^dsc_[0-9a-f]{32}$")]
#: SHA-256 of the exact scope in canonical JSON, as ``sha256:`` and 64 hex digits.
ScopeHash = PolicyHash
#: Why something is opened: the kinds of triggers that are asked for.
GrantKind = Literal[
    "investigation", "legal_process", "data_subject_request", "continuity", "break_glass"
]
#: ``expired`` is found by the clock at each question: nothing has to fire.
GrantState = Literal["requested", "open", "expired", "denied", "closed"]
Reason = Annotated[
    str, Field(strict=True, min_length=10, max_length=2_000), AfterValidator(clean_text)
]
#: Why somebody looked: what was asked for, or what found it.
LookReason = Literal[
    "investigation",
    "legal_process",
    "data_subject_request",
    "continuity",
    "break_glass",
    "lexicon",
    "detector",
    "flood",
    "classifier",
    "unjudged",
    "random_sample",
    "user_report",
]
#: What was done with what a grant or a case opens.
LookKind = Literal["read", "search", "export"]


class GrantScope(Command):
    """What a grant opens: messages by these people, in these conversations, of these dates.

    What is left empty is not narrowed by; at least one person or conversation is named. ``since``
    is included, ``until`` is not.
    """

    people: Annotated[list[PersonId], Field(max_length=50), AfterValidator(each_once)] = []
    conversations: Annotated[
        list[ConversationId], Field(max_length=50), AfterValidator(each_once)
    ] = []
    since: Timestamp | None = None
    until: Timestamp | None = None


class GrantApproval(Wire):
    """Somebody's approval of exactly this scope."""

    person_id: PersonId
    at: Timestamp


class Grant(Wire):
    """A time-boxed permission to read what one is not a party to; the only way to do so.

    ``trigger`` is the part of the policy that allows it, ``kind`` what that part is. It is open
    from its last approval for as long as ``lasts``. ``policy_version`` and ``policy_hash`` are of
    the policy that was in force when it was asked for. ``deferred_until`` is until when its looks
    are kept from the people concerned, null where they see them at once. ``document_hash`` is the
    SHA-256 of the paper that a legal process rests on. ``review_due`` is until when somebody else
    looks at an emergency, and ``reviewed_by`` who did. ``places`` are the conversations of its scope
    by their outside.
    """

    id: GrantId
    state: GrantState
    trigger: PartName
    kind: GrantKind
    scope: GrantScope
    scope_hash: ScopeHash
    places: list[GrantPlace] = []
    requester: PersonId
    duty: Role
    reason: str
    lasts: Duration
    policy_version: Version
    policy_hash: PolicyHash
    document_hash: Sha256 | None = None
    approvals: list[GrantApproval] = []
    approvals_needed: int
    requested_at: Timestamp
    opened_at: Timestamp | None = None
    expires_at: Timestamp | None = None
    deferred_until: Timestamp | None = None
    ended_by: PersonId | None = None
    ended_reason: str | None = None
    review_due: Timestamp | None = None
    reviewed_by: PersonId | None = None
    review: str | None = None


class GrantedConversation(Wire):
    """A conversation that holds something of a grant's scope: which one, and how much; no words."""

    id: ConversationId
    kind: ConversationKind
    messages: int
    last_at: Timestamp


class GrantedConversations(Wire):
    """The conversations of a grant, those with the latest message of its scope first; 200 at most.

    ``withheld`` is how many there are that the reader may not look into, being in them.
    """

    data: list[GrantedConversation]
    withheld: int


class GrantedVersion(Wire):
    """What a message said before it was edited."""

    version: Version
    at: Timestamp
    text: str | None


class GrantedMessage(Wire):
    """A message as a grant shows it: what was removed is there too, as the record keeps it.

    ``said_at`` is when an imported message was said, and null for every other. ``versions`` has what it
    said before it was edited, the earliest first. An edit after the dates of the grant is not shown:
    ``edited_later`` says that there is one, and ``text``, ``version`` and ``edited_at`` are of the newest before.
    """

    id: MessageId
    conversation_id: ConversationId
    position: Position
    author: PersonId
    on_behalf_of: str | None = None
    text: str | None
    version: Version
    state: Literal["active", "removed"]
    thread_id: MessageId | None = None
    versions: list[GrantedVersion] = []
    attachments: list[Attachment] = []
    created_at: Timestamp
    said_at: Timestamp | None = None
    edited_at: Timestamp | None = None
    edited_later: bool = False
    removed_at: Timestamp | None = None
    removed_by: PersonId | None = None


class GrantedPage(Wire):
    """A page of what a grant opens, the newest first; reading it is on the record.

    ``title`` and ``members`` are those of the conversation now. ``withheld`` is how many messages
    of the page are left out, being of the reader's line of management. What is older is asked for with
    ``next_before`` as ``before``; null where there is nothing.
    """

    title: str | None
    members: list[PersonId]
    data: list[GrantedMessage]
    withheld: int = 0
    next_before: Position | None = None
    disclosure_id: DisclosureId


class Disclosure(Wire):
    """That somebody looked at messages of a conversation that one is or was in, and why.

    ``kind`` and ``trigger`` say what of the policy allowed it: on a request, or in a case.
    ``duty`` says as what they looked; who it was is not told here. With ``look`` of ``search`` the
    conversation was looked through for words. ``messages`` is how many were shown. ``kept_back`` says
    that it was what one wrote oneself and a rule kept back: nobody else is told of that look.
    """

    id: DisclosureId
    at: Timestamp
    look: LookKind
    kind: LookReason
    trigger: PartName
    duty: Role
    conversation_id: ConversationId
    messages: int
    kept_back: bool = False
    policy_version: Version
    position: Position | None = None


class DeferredLooks(Wire):
    """That looks happened which one may not see yet, and until when at most."""

    until: Timestamp
    looks: int


class Disclosures(Wire):
    """The looks at one's conversations, the latest first.

    Where the policy shows counts alone, ``data`` is empty and ``looks`` says how many there were.
    ``deferred`` is on the first page only.
    """

    data: list[Disclosure]
    looks: int
    deferred: list[DeferredLooks] = []
    next_cursor: str | None = None


class RequestGrant(Command):
    """Ask to look, for a reason that the policy in force names.

    Needs a duty that may open what the trigger finds; nobody asks in somebody else's name. Refused
    where the asker is one of the people, in one of the conversations, or in their line of
    management. An emergency (``break_glass``) opens at once, for an hour at most. A legal process
    names the hash of its paper. ``defer_until`` asks to keep the looks from the people concerned
    until then, as far as the policy allows it.
    """

    trigger: PartName
    scope: GrantScope
    reason: Reason
    lasts: Duration
    document_hash: Sha256 | None = None
    defer_until: Timestamp | None = None


class ListGrants(Command):
    """List grants, the latest first: one's own and those one may decide about; all for who approves or audits."""

    state: GrantState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetGrant(Command):
    """Return a grant, for who asked, who may approve, and who audits."""

    grant_id: GrantId


class ApproveGrant(Command):
    """Approve a request of exactly this scope; the last approval that it needs opens it.

    Needs a duty that approves, or one that may open for the same trigger. Never who asked, nor one
    of the people, nor who is in a conversation of it, nor the line of management of any of these. Where
    people alone are named, nor who is a party of what they wrote among up to 50 people.
    """

    grant_id: GrantId
    scope_hash: ScopeHash


class DenyGrant(Command):
    """Say no to a request, with the reason; who may approve may deny."""

    grant_id: GrantId
    reason: Reason


class CloseGrant(Command):
    """End a grant before its time: its asker, or who may approve."""

    grant_id: GrantId
    reason: Reason


class ReviewGrant(Command):
    """Write down what an emergency was, after it: never who broke the glass, nor who could not approve it.

    Needs a duty that approves.
    """

    grant_id: GrantId
    finding: Reason


class ListGranted(Command):
    """List the conversations that hold something of an open grant's scope; on the record."""

    grant_id: GrantId


class ReadGranted(Command):
    """Read messages of an open grant's scope in one conversation, the newest first; on the record."""

    grant_id: GrantId
    conversation_id: ConversationId
    before: Position | None = None
    limit: PageSize = 50


class ListDisclosures(Command):
    """List the looks at one's own conversations."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class GrantRequested(Wire):
    """Somebody asked to look. Audience: nobody."""

    type: Literal["grant.requested"] = "grant.requested"
    grant_id: GrantId


class GrantApproved(Wire):
    """Somebody approved a request. Audience: who asked."""

    type: Literal["grant.approved"] = "grant.approved"
    grant_id: GrantId


class GrantOpened(Wire):
    """A grant is open from now on, until it expires. Audience: who asked."""

    type: Literal["grant.opened"] = "grant.opened"
    grant_id: GrantId
    expires_at: Timestamp


class GrantListed(Wire):
    """Somebody asked which conversations a grant opens. Audience: nobody."""

    type: Literal["grant.listed"] = "grant.listed"
    grant_id: GrantId


class GrantDenied(Wire):
    """A request was denied. Audience: who asked."""

    type: Literal["grant.denied"] = "grant.denied"
    grant_id: GrantId


class GrantClosed(Wire):
    """A grant was ended before its time. Audience: who asked."""

    type: Literal["grant.closed"] = "grant.closed"
    grant_id: GrantId


class GrantReviewed(Wire):
    """Somebody else wrote down what an emergency was. Audience: nobody."""

    type: Literal["grant.reviewed"] = "grant.reviewed"
    grant_id: GrantId


class DisclosureMade(Wire):
    """Somebody looked at messages of a conversation, under a grant or in a case.

    Audience: the members of the conversation, or nobody while it is kept from them.
    """

    type: Literal["disclosure.made"] = "disclosure.made"
    disclosure_id: DisclosureId
    conversation_id: ConversationId
