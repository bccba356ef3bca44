"""One step of a hand-over: a few conversations to a transaction, each weighed again as it is now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from onrecord.wire.handovers import HandoverOutcome
from onrecord_server.conversations import changes, heirs, introducing, moves
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx
from onrecord_server.handovers import access, queries, recording, rules, weighing
from onrecord_server.handovers.weighing import Handing, Weighed, WeighedSpace
from onrecord_server.people import access as people_access
from onrecord_server.people import operations as people_operations
from onrecord_server.spaces import steps as space_steps


#: Conversations that one transaction looks at.
AT_ONCE: Final = 25


def step(tx: Tx, row: Any) -> None:
    """Go a step further. What is done is done in the name of who began it."""
    theirs = replace(tx, actor=Actor(tx.tenant, row.started_by), recorded=0)
    stopped = _stopped(theirs, row)
    if stopped is not None:
        recording.end(theirs, row.id, {"state": "stopped", "stopped_by": stopped, **_counts(row)})
    else:
        _go_on(theirs, row)
    tx.recorded += theirs.recorded


def _stopped(tx: Tx, row: Any) -> str | None:
    """Say why it cannot go on: who left is back, or who takes over cannot any more."""
    if people_access.person(tx, row.person).status == "active":
        return "came_back"
    unfit = access.unfit(tx, row.person, row.successor, chooser=row.started_by)
    return None if unfit is None else "successor"


def _go_on(tx: Tx, row: Any) -> None:
    to = weighing.handing(tx, row.person, row.successor, tx.actor)
    found = queries.places(tx, row.person, row.successor, after=row.cursor, limit=AT_ONCE)
    weighed = weighing.weigh(tx, to, found)
    for one in weighed:
        _carry_out(tx, row, to, one)
    became = Counter(one.fate.outcome for one in weighed)
    if len(found) == AT_ONCE:
        recording.advance(tx, row.id, {"cursor": found[-1].id, **_counts(row, became)})
        return
    became += Counter(one.fate.outcome for one in _leave_spaces(tx, to))
    recording.end(tx, row.id, {"state": "done", "stopped_by": None, **_counts(row, became)})


def _counts(
    row: Any, became: Mapping[HandoverOutcome, int] = MappingProxyType({})
) -> dict[str, int]:
    return {name: getattr(row, name) + became.get(name, 0) for name in rules.COUNTED}


def _carry_out(tx: Tx, row: Any, to: Handing, one: Weighed) -> None:
    conversation, outcome = one.row.id, one.fate.outcome
    if outcome == "introduced" and one.other is not None:
        recording.tell(tx, conversation, row, one.fate.why)
        introducing.introduce(tx, row.successor, one.other)
    elif one.row.kind == weighing.EXTERNAL:
        _pass_on(tx, row, one)
    elif outcome == "handed_over":
        _let_in(tx, to, one.row)
        recording.tell(tx, conversation, row, one.fate.why)
    if outcome in ("handed_over", "left"):
        moves.let_go(tx, conversation, [row.person])


def _pass_on(tx: Tx, row: Any, one: Weighed) -> None:
    """Let somebody serve a conversation with somebody outside; people in there are told of a successor."""
    if one.fate.outcome not in ("handed_over", "left") or one.heir is None:
        return
    heirs.pass_on(tx, one.row.id, row.person, one.heir)
    if one.fate.outcome == "handed_over":
        recording.tell(tx, one.row.id, row, one.fate.why)


def _let_in(tx: Tx, to: Handing, row: Any) -> None:
    """Give the successor the place: let them in, or give who is in the role that comes with it."""
    command = weighing.adding(to, row)
    if row.has is None:
        known = changes.states(tx, row.id, command.members)
        changes.put_members(tx, command, command.members, known)
    elif row.has != command.role:
        moves.give_role(tx, row.id, to.successor, command.role)
    changes.by_hand(tx, row.id, command.members)


def _leave_spaces(tx: Tx, to: Handing) -> list[WeighedSpace]:
    """Leave the spaces, when the rooms are done; those with a room that waits for somebody are kept."""
    waiting = queries.in_rooms(tx, to.leaver)
    weighed = weighing.weigh_spaces(tx, to, waiting)
    for one in weighed:
        if one.fate.outcome == "handed_over":
            place = space_steps.places(tx, one.row.space, [to.successor])[to.successor]
            space_steps.change(tx, place, space_steps.Coming("owner"))
        if one.fate.outcome in ("handed_over", "left"):
            space_steps.part(tx, one.row.space, [to.leaver], keep_out=False)
    if all(one.fate.outcome != "kept" for one in weighed):
        people_operations.follow_status(tx, to.leaver)
    return weighed
