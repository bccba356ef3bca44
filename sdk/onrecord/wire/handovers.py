"""Handing over: what somebody who leaves served goes to a successor, and their own access ends."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import (
    ConversationId,
    ConversationKind,
    Cursor,
    PageSize,
    PersonId,
    SpaceId,
    Subject,
    Timestamp,
)


HandoverId = Annotated[str, StringConstraints(pattern=r"^hnd_[0-9a-f]{32}$")]
#: ``stopped``: the person was let in again, or the successor cannot take any more; what was handed over stays so.
HandoverState = Literal["running", "done", "stopped"]
#: ``handed_over``: the successor has the place. ``introduced``: the other one of a direct conversation was told
#: who to turn to. ``left``: others go on there. ``kept``: nothing changed there.
HandoverOutcome = Literal["handed_over", "introduced", "left", "kept"]
#: ``refused``: one of your gates does not let the successor in there. ``full``: they are in as many conversations as may be.
HandoverReason = Literal[
    "subject",
    "only_owner",
    "only_employee",
    "direct",
    "others_serve",
    "not_in_space",
    "refused",
    "full",
    "nothing_written",
    "other_gone",
    "with_successor",
    "introduced_before",
    "rooms_kept",
    "served_outside",
    "not_in_inbox",
]
#: Why somebody cannot take over, or hand over; of a successor who may not write now it is not said why.
HandoverUnfit = Literal[
    "same", "unknown", "deactivated", "guest", "cannot_write", "oneself", "leaver_is_guest"
]


class HandoverItem(Wire):
    """What becomes of one conversation, or of the place in a space, where ``conversation_id`` is null.

    ``role`` is that of the person who leaves. Titles are not said: who hands over need not be in there.
    """

    conversation_id: ConversationId | None = None
    space_id: SpaceId | None = None
    kind: ConversationKind | None = None
    subject: Subject | None = None
    role: str
    outcome: HandoverOutcome
    why: HandoverReason


class HandoverPreview(Wire):
    """What would go to whom, and why the rest stays: all of it counted, and a page of it.

    Direct conversations are counted and not listed: with whom somebody talks in private is theirs. Their counts
    are the same whoever is to take over, so ``introduced`` is what it comes to at most.
    """

    person_id: PersonId
    successor_id: PersonId
    handed_over: int = 0
    introduced: int = 0
    left: int = 0
    kept: int = 0
    data: list[HandoverItem] = []
    next_cursor: Cursor | None = None


class Handover(Wire):
    """One hand-over, and how far it has come. ``stopped_by`` says why a stopped one ended."""

    id: HandoverId
    state: HandoverState
    person_id: PersonId
    successor_id: PersonId
    started_by: str
    reason_code: PartName
    started_at: Timestamp
    ended_at: Timestamp | None = None
    stopped_by: Literal["came_back", "successor"] | None = None
    handed_over: int = 0
    introduced: int = 0
    left: int = 0
    kept: int = 0


class PreviewHandover(Command):
    """Say what would go to a successor, and what would stay, and change nothing. Needs ``people:write``."""

    person_id: PersonId
    successor_id: PersonId
    cursor: Cursor | None = None
    limit: PageSize = 50


class StartHandover(Command):
    """Shut a person out at once, and hand what they served over to a successor. Needs ``people:write``.

    What was begun goes on by itself, a few conversations at a time. To say it again changes nothing.
    """

    person_id: PersonId
    successor_id: PersonId
    reason_code: PartName


class GetHandover(Command):
    """Ask how far a hand-over has come. Needs the scope ``people:write``."""

    handover_id: HandoverId


class ListHandovers(Command):
    """List hand-overs, the latest first; ``person_id`` asks for those of one person. Needs ``people:write``."""

    person_id: PersonId | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class HandoverStarted(Wire):
    """A person was shut out, and what they served begins to go to a successor. Audience: nobody."""

    type: Literal["handover.started"] = "handover.started"
    handover_id: HandoverId
    person_id: PersonId
    successor_id: PersonId


class HandoverAdvanced(Wire):
    """A hand-over has come further. Audience: nobody."""

    type: Literal["handover.advanced"] = "handover.advanced"
    handover_id: HandoverId


class HandoverEnded(Wire):
    """A hand-over is done, or was stopped. Audience: nobody."""

    type: Literal["handover.ended"] = "handover.ended"
    handover_id: HandoverId
    state: HandoverState


class ConversationHandedOver(Wire):
    """``person_id`` has left, and ``successor_id`` is who to turn to. Audience: the members.

    In a direct conversation the successor does not hear of it, and sees nothing of what was said there.
    """

    type: Literal["conversation.handed_over"] = "conversation.handed_over"
    conversation_id: ConversationId
    person_id: PersonId
    successor_id: PersonId
