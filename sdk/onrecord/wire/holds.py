"""Legal holds: what is kept whatever else says that it may go, who is told of it, and how it ends."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import Reason, ScopeHash
from onrecord.wire.policy_document import Duration
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    PageSize,
    PersonId,
    SpaceId,
    Timestamp,
    Version,
    clean_line,
    clean_text,
    each_once,
    is_blank,
)


def _said(text: str) -> str:
    if is_blank(text):
        raise ValueError("must not be blank")
    return text


HoldId = Annotated[str, StringConstraints(pattern=r"^hld_[0-9a-f]{32}$")]
#: How far a hold has come. It keeps what it covers while it is ``requested``, ``open`` or ``releasing``.
HoldState = Literal["requested", "open", "releasing", "refused", "released"]
MatterName = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=200),
    AfterValidator(clean_line),
    AfterValidator(_said),
]
NoticeWords = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=5_000),
    AfterValidator(clean_text),
    AfterValidator(_said),
]
#: What is looked for in texts, whatever its case and accents.
HeldWord = Annotated[
    str,
    Field(strict=True, min_length=2, max_length=200),
    AfterValidator(clean_line),
    AfterValidator(_said),
]
#: What a custodian was told last: to keep what is held, to say that they know, or that it is over.
Told = Literal["asked", "reminded", "lifted"]


class HoldScope(Command):
    """What a hold covers, what is and what comes: all that every part of it lets through.

    ``persons`` are those who wrote something or were there when it was written. One of the ``words``
    in any version of a text is enough. What is left empty narrows nothing; something is named. Both
    ends of ``since`` and ``until`` are held; without ``until`` it goes on into the future.
    """

    persons: Annotated[list[PersonId], Field(max_length=200), AfterValidator(each_once)] = []
    conversations: Annotated[
        list[ConversationId], Field(max_length=200), AfterValidator(each_once)
    ] = []
    spaces: Annotated[list[SpaceId], Field(max_length=50), AfterValidator(each_once)] = []
    since: Timestamp | None = None
    until: Timestamp | None = None
    words: Annotated[list[HeldWord], Field(max_length=50), AfterValidator(each_once)] = []


class HoldCustodian(Wire):
    """Somebody who is told of a hold, and whether they said that they know.

    ``revision`` is the one that they were told of. ``overdue`` says that they did not answer in time,
    ``left`` that they are not active any more: nobody reminds them. ``lifted_at`` is when they were
    told that it is over.
    """

    person_id: PersonId
    revision: Version
    told_at: Timestamp
    due_at: Timestamp
    acknowledged_at: Timestamp | None = None
    reminders: int = 0
    reminded_at: Timestamp | None = None
    lifted_at: Timestamp | None = None
    overdue: bool = False
    left: bool = False


class Hold(Wire):
    """A legal hold: a matter, what is kept for it and why, who knows of it, and who decided what.

    A ``silent`` one tells nobody, once a second person has approved that. ``scope_hash`` is that of
    everything that was written of it. ``revision`` counts how often it became wider, ``widened_reason``
    is why it did last. ``notice`` is what custodians read. ``release_reason`` is why somebody asked to
    end it, ``refusal_reason`` why that, or its silence, was refused last. Nothing is deleted by its end.
    """

    id: HoldId
    state: HoldState
    name: str
    reason: str
    notice: str | None = None
    silent: bool
    scope: HoldScope
    scope_hash: ScopeHash
    revision: Version
    widened_reason: str | None = None
    requester: PersonId
    requested_at: Timestamp
    opened_at: Timestamp | None = None
    approved_by: PersonId | None = None
    release_asked_by: PersonId | None = None
    release_reason: str | None = None
    refusal_reason: str | None = None
    ended_by: PersonId | None = None
    ended_at: Timestamp | None = None
    custodians: list[HoldCustodian] = []


class HoldPreview(Wire):
    """How much a scope covers now, and no word of it. Files are counted with what they hang on.

    ``messages`` counts what was delivered and what was kept back and never was, which is ``kept_back``.
    ``at_most`` says that words narrow it further: nobody reads texts to count.
    """

    conversations: int
    messages: int
    removed: int
    kept_back: int = 0
    files: int
    people: int
    at_most: bool


class HoldNotice(Wire):
    """That one is asked to keep something, for which matter, and until when to say that one knows.

    ``notice`` is what those who hold wrote to it. ``since`` and ``until`` are the dates of what is held.
    """

    hold_id: HoldId
    name: str
    notice: str | None = None
    revision: Version
    since: Timestamp | None = None
    until: Timestamp | None = None
    told_at: Timestamp
    due_at: Timestamp
    acknowledged_at: Timestamp | None = None
    reminders: int = 0
    lifted_at: Timestamp | None = None
    overdue: bool = False


class HoldNotices(Wire):
    """What one is asked to keep, the latest first; what is over is there, too."""

    data: list[HoldNotice]


class CreateHold(Command):
    """Keep what a scope covers, from now on and whatever else says that it may go.

    Needs the duty ``compliance_officer`` or ``legal``; nobody holds in somebody else's name. The
    persons of the scope, and those to ``tell`` besides, are told at once and asked to acknowledge
    within ``acknowledge_within``; they are reminded until they do. A ``silent`` hold keeps at once,
    too, tells nobody, and waits for a second person to approve that.
    """

    name: MatterName
    reason: Reason
    scope: HoldScope
    notice: NoticeWords | None = None
    tell: Annotated[list[PersonId], Field(max_length=200), AfterValidator(each_once)] = []
    silent: bool = False
    acknowledge_within: Duration = "P7D"


class PreviewHold(Command):
    """Count what a scope covers now. That it was counted is on the record.

    Needs the duty ``compliance_officer`` or ``legal``.
    """

    scope: HoldScope


class ListHolds(Command):
    """List holds, the latest first. Needs a duty that holds, audits, or answers for privacy.

    A silent hold on oneself is not there.
    """

    state: HoldState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetHold(Command):
    """Return a hold, for those who see it in the list."""

    hold_id: HoldId


class ApproveHold(Command):
    """Approve that a hold is silent: exactly this one, and never who asked for it, nor whom it names."""

    hold_id: HoldId
    scope_hash: ScopeHash


class RefuseHold(Command):
    """Say no, with the reason: to a silent hold that waits, which ends, or to its release, so that it stays.

    Who asked may take it back so. Never whom the hold names.
    """

    hold_id: HoldId
    reason: Reason


class WidenHold(Command):
    """Let an open hold cover more; it covers what it covered. To narrow it, open another, then release it.

    ``revision`` is the one that was read. Whoever is new, or is told something new, is told and asked
    to acknowledge. ``conflict`` for a silent one: open a second one beside it.
    """

    hold_id: HoldId
    revision: Version
    scope: HoldScope
    reason: Reason
    notice: NoticeWords | None = None
    tell: Annotated[list[PersonId], Field(max_length=200), AfterValidator(each_once)] = []
    acknowledge_within: Duration = "P7D"


class AskRelease(Command):
    """Ask to end a hold, with the reason. It keeps until a second person releases it."""

    hold_id: HoldId
    reason: Reason


class ReleaseHold(Command):
    """End a hold whose release somebody else asked for: exactly this scope. Nothing is deleted by it.

    Never who asked to end it, nor whom the hold names.
    """

    hold_id: HoldId
    scope_hash: ScopeHash


class ListHoldNotices(Command):
    """List what one is asked to keep oneself."""


class AcknowledgeHold(Command):
    """Say that one has read what to keep: the revision that was read. Twice is once."""

    hold_id: HoldId
    revision: Version


class HoldPlaced(Wire):
    """Somebody holds something; a silent one waits for its approval. Audience: nobody."""

    type: Literal["hold.placed"] = "hold.placed"
    hold_id: HoldId
    silent: bool


class HoldApproved(Wire):
    """A second person approved that a hold is silent. Audience: who asked for it."""

    type: Literal["hold.approved"] = "hold.approved"
    hold_id: HoldId


class HoldRefused(Wire):
    """A silent hold, or a release, was refused or taken back. Audience: who asked for the hold."""

    type: Literal["hold.refused"] = "hold.refused"
    hold_id: HoldId
    state: Annotated[HoldState, Field(description="What the hold is now.")]


class HoldWidened(Wire):
    """A hold covers more. Audience: who asked for the hold."""

    type: Literal["hold.widened"] = "hold.widened"
    hold_id: HoldId
    revision: Version


class HoldReleaseAsked(Wire):
    """Somebody asked to end a hold. Audience: who asked for the hold."""

    type: Literal["hold.release_asked"] = "hold.release_asked"
    hold_id: HoldId


class HoldReleased(Wire):
    """A second person ended a hold; nothing is deleted by it. Audience: who asked for the hold."""

    type: Literal["hold.released"] = "hold.released"
    hold_id: HoldId


class HoldPreviewed(Wire):
    """Somebody counted what a scope covers. Audience: nobody."""

    type: Literal["hold.previewed"] = "hold.previewed"


class HoldTold(Wire):
    """Somebody is asked to keep something, reminded of it, or told that it is over. Audience: they."""

    type: Literal["hold.told"] = "hold.told"
    hold_id: HoldId
    what: Told


class HoldAcknowledged(Wire):
    """Somebody said that they know of a hold. Audience: they."""

    type: Literal["hold.acknowledged"] = "hold.acknowledged"
    hold_id: HoldId
    revision: Version
