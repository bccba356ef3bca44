"""Random samples: periods that are committed to before, drawn after, and can be drawn again by anybody."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import PartName, Severity
from onrecord.wire.scalars import Cursor, MessageId, PageSize, Position, Sha256, Timestamp, Version


SampleId = Annotated[str, StringConstraints(pattern=r"^smp_[0-9a-f]{32}$")]
#: ``committed``: the period runs; ``drawn``: it is over, and its seed is shown.
SampleState = Literal["committed", "drawn"]
#: A period is over when its time is, when another version of the policy came into force, or when the
#: clock was set back behind its beginning.
SampleEnd = Literal["time", "policy", "clock"]


class Sample(Wire):
    """A period of one trigger in which every message has the same chance to be looked at.

    ``commitment`` is SHA-256 of the seed and is on the record before the period; ``seed`` is null
    until it is drawn. ``hundredths`` is the percent in hundredths: 500 is 5 %. ``position`` is where
    the period begins on the record, ``drawn_position`` where it ends. ``eligible`` is how many
    messages it was drawn from, ``drawn`` how many of them are to be looked at until ``due_at``.
    ``unsampled`` is how many messages were written before the period while no period ran, though
    the policy draws: a gap.
    ``decided`` is how many of the drawn were decided: so far, and by ``due_at`` for good once
    ``reckoned_at`` says when that was counted. What is missing then is a gap too.
    """

    id: SampleId
    state: SampleState
    trigger: PartName
    severity: Severity
    hundredths: int
    population: PartName | None = None
    policy_version: Version
    policy_hash: PolicyHash
    commitment: Sha256
    seed: Sha256 | None = None
    began_at: Timestamp
    ends_at: Timestamp
    position: Position
    unsampled: int = 0
    drawn_at: Timestamp | None = None
    drawn_position: Position | None = None
    ended_by: SampleEnd | None = None
    eligible: int | None = None
    drawn: int | None = None
    due_at: Timestamp | None = None
    decided: int | None = None
    reckoned_at: Timestamp | None = None


class SampleMessages(Wire):
    """A part of the messages that a sample was drawn from, and those of them that were drawn.

    Ids alone. Ask with ``next_cursor`` for more; null where there is no more.
    """

    eligible: list[MessageId]
    drawn: list[MessageId]
    next_cursor: str | None = None


class DrawnSamples(Wire):
    """What a question brought about: the periods that were drawn, and those that began."""

    drawn: list[SampleId]
    begun: list[SampleId]


class ListSamples(Command):
    """List the periods of random samples, the latest first.

    All of them for who approves and who audits; of those triggers that one may open for the others.
    """

    state: SampleState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetSample(Command):
    """Return a period with its commitment and, once it is drawn, its seed."""

    sample_id: SampleId


class ListSampleMessages(Command):
    """List the ids that a sample was drawn from, to draw it again. Needs a duty that audits or approves."""

    sample_id: SampleId
    cursor: Cursor | None = None


class DrawSamples(Command):
    """Draw what is due and begin what is to begin, as the running app does by itself.

    Nothing is drawn before its time. Needs a duty that approves or the scope `samples:draw`.
    """


class SampleCommitted(Wire):
    """A period begins, and its seed is fixed. Audience: nobody."""

    type: Literal["sample.committed"] = "sample.committed"
    sample_id: SampleId
    commitment: Sha256


class SampleListed(Wire):
    """A part of the messages that a sample was drawn from is on the record. Audience: nobody."""

    type: Literal["sample.listed"] = "sample.listed"
    sample_id: SampleId
    part: Annotated[int, Field(ge=1)]


class SampleDrawn(Wire):
    """A period is over: its seed is shown, and so many of so many messages were drawn. Audience: nobody."""

    type: Literal["sample.drawn"] = "sample.drawn"
    sample_id: SampleId
    seed: Sha256
    eligible: int
    drawn: int


class SampleReckoned(Wire):
    """What was drawn was to be decided by now: how much of it was. Audience: nobody."""

    type: Literal["sample.reckoned"] = "sample.reckoned"
    sample_id: SampleId
    drawn: int
    decided: int
