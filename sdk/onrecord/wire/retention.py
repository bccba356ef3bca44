"""How long something is kept, as its parties read it."""

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import Line, PartName
from onrecord.wire.scalars import MessageId, Timestamp


class KeepingRule(Wire):
    """A rule of the policy in force that keeps a message, and until when."""

    rule: PartName
    basis: Line
    until: Timestamp


class MessageRetention(Wire):
    """How long the newest version of a message is kept at least.

    ``kept_until`` is null where no minimum runs; that does not say that it goes. ``reasons`` are
    the rules that decide the date: several where they end at once. ``policy_version`` is the
    version that was asked. Legal holds are not in it, for some are not to be known.
    """

    message_id: MessageId
    version: int
    policy_version: int | None = None
    kept_until: Timestamp | None = None
    reasons: list[KeepingRule] = []


class ExplainRetention(Command):
    """Ask how long a message is kept at least, and what asks for it. Whoever may see it may."""

    message_id: MessageId
