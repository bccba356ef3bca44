"""How long something is kept, as its parties read it, and what would go by a rule."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import Duration, Line, PartName
from onrecord.wire.scalars import Cursor, MessageId, PageSize, Position, Timestamp, Version


class KeepingRule(Wire):
    """A rule of the policy in force that keeps a message, and until when."""

    rule: PartName
    basis: Line
    until: Timestamp


class MessageRetention(Wire):
    """How long the newest version of a message is kept at least.

    ``kept_until`` is null where no minimum runs; that does not say that it goes. ``reasons`` are
    the rules that decide the date: several where they end at once. ``policy_version`` is the
    version that was asked. ``goes_at`` is when a maximum is over, as the rules stand. Legal holds are not in it, for some are not to be known.
    """

    message_id: MessageId
    version: int
    policy_version: int | None = None
    kept_until: Timestamp | None = None
    reasons: list[KeepingRule] = []
    goes_at: Timestamp | None = None


class ExplainRetention(Command):
    """Ask how long a message is kept at least, and what asks for it. Whoever may see it may."""

    message_id: MessageId


class RuleTrial(Wire):
    """What follows from the maximum of one rule, now: each message is counted at one rule.

    ``goes`` are those that would be erased, or about which an officer would be asked, as its
    ``disposition`` says; ``held`` those that a legal hold keeps, ``kept`` those that a minimum keeps, or a
    case that is open about what was never delivered.
    """

    rule: PartName
    maximum: Duration
    disposition: Literal["erase", "ask"]
    goes: int
    held: int
    kept: int


class RetentionTrial(Wire):
    """What a version would let go if it were in force now. Nothing is changed by it.

    ``messages`` is how many there are, with those that were kept back and never delivered, ``erase``, ``ask``, ``held`` and ``kept`` the sums of ``rules``.
    Where holds name words, messages are read to see whether they are held; ``complete`` is false where
    there are more of those than are read at once, and the rest is counted as held.
    """

    version: Version
    hash: PolicyHash
    at: Timestamp
    messages: int
    erase: int
    ask: int
    held: int
    kept: int
    complete: bool
    rules: list[RuleTrial]


class TryRetention(Command):
    """Count what a version would let go now: for who approves policies, and it is on the record.

    A version that may destroy more than the one before it is only approved by somebody who has asked
    this about exactly its document, after it was proposed.
    """

    version: Version


class RetentionTried(Wire):
    """Somebody counted what a version would let go. Audience: nobody."""

    type: Literal["retention.tried"] = "retention.tried"
    version: Version
    hash: PolicyHash


class RuleRun(Wire):
    """What a run made of the messages whose time by one rule is over.

    ``erased`` are gone for good; ``ask`` wait for an officer, ``held`` are kept by a legal hold, ``kept`` by
    a minimum, or by a case that is open about what was never delivered.
    """

    rule: PartName
    erased: int
    ask: int
    held: int
    kept: int


class RetentionRun(Wire):
    """One going through everything whose time may be over, and when it has ended its certificate.

    ``first_position`` and ``last_position`` are where the first and the last message stands that it erased.
    ``position`` is that of the entry which certifies it, ``checkpoint`` the size of the first checkpoint that
    covers it.
    """

    id: Annotated[str, StringConstraints(pattern=r"^run_[0-9a-f]{32}$")]
    policy_version: Version
    state: Literal["running", "done"]
    rules: list[RuleRun]
    first_position: Position | None = None
    last_position: Position | None = None
    begun_at: Timestamp
    ended_at: Timestamp | None = None
    position: Position | None = None
    checkpoint: int | None = None


class ListRetentionRuns(Command):
    """List what was destroyed by the policy, run by run, the latest first. For who approves or audits."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class RetentionBegun(Wire):
    """A run began. Audience: nobody."""

    type: Literal["retention.begun"] = "retention.begun"
    run_id: str


class RetentionAdvanced(Wire):
    """A run destroyed what it found, or found it kept. Audience: nobody."""

    type: Literal["retention.advanced"] = "retention.advanced"
    run_id: str


class RetentionEnded(Wire):
    """A run is over; its entry is the certificate. Audience: nobody."""

    type: Literal["retention.ended"] = "retention.ended"
    run_id: str
