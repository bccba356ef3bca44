"""What a rule of retention asks an officer: whether messages whose time is over go, or stay for longer."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import Reason
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import Duration, Line, PartName
from onrecord.wire.scalars import (
    Cursor,
    PageSize,
    PersonId,
    Position,
    SpaceId,
    Timestamp,
    Version,
)


RetentionAskId = Annotated[str, StringConstraints(pattern=r"^ask_[0-9a-f]{32}$")]
#: ``open`` waits for an answer, ``proposed`` for a second person who lets it be erased, ``approved`` is being
#: erased, ``done`` was; ``kept`` stays for longer; ``lapsed``: its rule is not in force any more, or nothing
#: is left to ask about.
RetentionAskState = Literal["open", "proposed", "approved", "done", "kept", "lapsed"]


class RetentionAsk(Wire):
    """The messages of one space and one year whose maximum is over, by one rule that asks.

    ``space_id`` is null for conversations in no space. ``messages`` is how many would go and ``held`` how many
    legal holds keep besides, as they were counted last, at ``counted_at``; ``first_at`` and ``last_at`` are when
    the earliest and the latest of them was written, and ``upto`` is the last place in the record that was
    counted: what comes later is asked about anew. ``hash`` is that of all this. Where a hold names words, what
    is not read is counted as held; what only a silent hold keeps reads as what would go, and stays.
    ``until`` is how long it was answered that they stay, and ``reason`` why. ``refusal`` is why an answer was
    taken back. ``erased`` went, ``still_held`` was kept by legal holds as it was looked at, and ``kept`` by a minimum, by another
    rule or answer, or by a duty. ``position`` is that of the entry which certifies it, ``checkpoint`` the size of
    the first checkpoint that covers it.
    """

    id: RetentionAskId
    state: RetentionAskState
    rule: PartName
    policy_version: Version
    maximum: Duration
    basis: Line | None = None
    space_id: SpaceId | None = None
    messages: int
    held: int
    first_at: Timestamp
    last_at: Timestamp
    upto: Position
    counted_at: Timestamp
    hash: PolicyHash
    answered_by: PersonId | None = None
    answered_at: Timestamp | None = None
    reason: str | None = None
    until: Timestamp | None = None
    approved_by: PersonId | None = None
    refused_by: PersonId | None = None
    refusal: str | None = None
    erased: int = 0
    still_held: int = 0
    kept: int = 0
    ended_at: Timestamp | None = None
    position: Position | None = None
    checkpoint: int | None = None


class ListRetentionAsks(Command):
    """List what rules of retention ask, the latest first. For who approves policies, and who audits."""

    state: RetentionAskState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetRetentionAsk(Command):
    """Return one thing that a rule of retention asks. For who approves policies, and who audits."""

    ask_id: RetentionAskId


class AnswerRetentionAsk(Command):
    """Say that the messages go, which a second person approves, or that they stay ``until`` a date.

    For compliance and privacy officers. ``hash`` is that of what was read: ``retention_ask_changed`` where it
    was counted anew meanwhile, ``retention_ask_over`` where its rule, or its version of the policy, is not in force any more.
    """

    ask_id: RetentionAskId
    hash: PolicyHash
    answer: Literal["erase", "keep"]
    reason: Reason
    until: Timestamp | None = None


class ApproveRetentionAsk(Command):
    """Let the messages be erased. Nobody approves their own answer, nor one in their line of management.

    Exactly what was counted goes, a few at a time; each message is asked about again before, and what a hold, a
    minimum or a newer policy keeps by then stays. Refused as an answer is.
    """

    ask_id: RetentionAskId
    hash: PolicyHash


class ReopenRetentionAsk(Command):
    """Take an answer back: refuse that messages go, or let it be asked again before a date. Says why.

    For who approves policies; whoever answered may, too. Nothing has gone by then.
    """

    ask_id: RetentionAskId
    reason: Reason


class RetentionAskCounted(Wire):
    """What a rule of retention asks was counted, for the first time or anew. Audience: nobody."""

    type: Literal["retention_ask.counted"] = "retention_ask.counted"
    ask_id: RetentionAskId


class RetentionAskAdvanced(Wire):
    """Who erases what was approved has come further. Audience: nobody."""

    type: Literal["retention_ask.advanced"] = "retention_ask.advanced"
    ask_id: RetentionAskId


class RetentionAskMoved(Wire):
    """What a rule of retention asks was answered, approved, taken back, carried out, or is over. Audience: nobody."""

    type: Literal["retention_ask.moved"] = "retention_ask.moved"
    ask_id: RetentionAskId
    state: RetentionAskState
