"""Showing what somebody could see at a moment: oneself, or under a grant, where the look is on the record."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire import hindsight as wire
from onrecord_server.conversations import access as conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.exports.names import Ask, Erasures
from onrecord_server.hindsight import places, present
from onrecord_server.hindsight.changes import Changes, Dates
from onrecord_server.hindsight.messages import Asked, Past, page
from onrecord_server.hindsight.queries import Entries, Seat
from onrecord_server.hindsight.room import room
from onrecord_server.messages import covers
from onrecord_server.oversight import access, looking, queries
from onrecord_server.oversight.access import Opened


Command = wire.ShowAsOf | wire.ShowGrantedAsOf


@implements(endpoints.SHOW_AS_OF)
def show_as_of(tx: Tx, command: wire.ShowAsOf) -> wire.AsOf:
    """Show what the actor could see, as far as they may see it now."""
    membership = conversations.member(tx, command.conversation_id)
    ask, seat = _seat(tx, command, tx.actor.person)
    found = Entries(ask, seat)
    seen = room(found, seat)
    judged = partial(covers.judged, tx)
    past = Past(found, seat, Erasures(ask, tx.tenant), judged, lasting=True)
    low = max(seen.low, membership.history_from)
    asked = Asked(low, command.limit, command.thread_id, command.before)
    answer = present.Answer(ask, seat, seen)
    if seen.role is None:
        return answer.nothing(command.at)
    shown = page(found, asked)
    kept = past.kept() if command.before is None and command.thread_id is None else []
    return answer.of(command.at, shown, past.shown(shown.ids), kept)


@implements(endpoints.SHOW_GRANTED_AS_OF)
def show_granted_as_of(tx: Tx, command: wire.ShowGrantedAsOf) -> wire.AsOf:
    """Show what somebody could see of what a grant opens; the look is made in the same transaction."""
    row, opened = access.opened(tx, command.grant_id)
    if queries.place(tx, opened, command.conversation_id) is None:
        raise NotFound("This grant opens nothing in this conversation.")
    if access.conflicting(tx, [command.viewer]):
        raise Forbidden(
            "Nobody looks through their own eyes, nor through those of their line of management."
        )
    command = _within(command, opened)
    ask, seat = _seat(tx, command, command.viewer)
    found, admitted = Entries(ask, seat), _Admitted(tx, opened)
    seen = room(found, seat)
    asked = Asked(seen.low, command.limit, command.thread_id, command.before, admitted.those)
    answer = present.Answer(ask, seat, seen, private=True)
    steps = _steps(tx, opened, Changes(ask, seat, seen, _Admitted(tx, opened).those))
    if seen.role is None:
        empty = looking.disclose(tx, row, opened, looking.Look(seat.conversation, [], 0))
        return answer.nothing(command.at).model_copy(update={**steps, "disclosure_id": empty})
    shown = page(found, asked)
    look = looking.disclose(tx, row, opened, _look(seat, shown.positions))
    told = Past(found, seat, Erasures(ask, tx.tenant)).shown(shown.ids)
    made = {**steps, "disclosure_id": look, "withheld": admitted.withheld}
    return answer.of(command.at, shown, told, []).model_copy(update=made)


def _within(command: wire.ShowGrantedAsOf, opened: Opened) -> wire.ShowGrantedAsOf:
    """Ask for the nearest moment of the dates instead of another one: what lies outside of them is kept."""
    dates = _dates(opened)
    at = micros(command.at)
    near = max(dates.since, min(at, dates.until))
    return command if near == at else command.model_copy(update={"at": moment(near)})


def _dates(opened: Opened) -> Dates:
    return Dates(max(opened.since, opened.reach), opened.until - 1)


def _steps(tx: Tx, opened: Opened, changes: Changes) -> dict[str, datetime | None]:
    """Return the moments before and after which it was otherwise, as far as the dates of a grant go."""
    dates = _dates(opened)
    around = changes.around(Dates(dates.since, min(tx.now, dates.until)))
    return {
        "before_at": None if around.before_at is None else moment(around.before_at),
        "next_at": None if around.next_at is None else moment(around.next_at),
    }


def _look(seat: Seat, positions: dict[str, int]) -> looking.Look:
    seen = [SimpleNamespace(position=one) for one in positions.values()]
    return looking.Look(seat.conversation, seen, len(seen))


@dataclass(slots=True)
class _Admitted:
    """Says what a grant opens to its asker of some messages, and counts what it keeps from them."""

    tx: Tx
    opened: Opened
    withheld: int = field(default=0)

    def those(self, ids: Collection[str]) -> Collection[str]:
        """Return those that are opened, and of nobody whom the asker may not look at."""
        rows = queries.admitted(self.tx, self.opened, ids)
        line = set(access.conflicting(self.tx, {one.author for one in rows}))
        self.withheld += sum(one.author in line for one in rows)
        return {one.id for one in rows if one.author not in line}


def _seat(tx: Tx, command: Command, viewer: str) -> tuple[Ask, Seat]:
    at = micros(command.at)
    if at > tx.now:
        detail = "must not lie in the future: nobody has seen anything then"
        raise Invalid(f"/at: {detail}", errors=[{"pointer": "/at", "detail": detail}])
    tx.unit.flush()

    def ask(query: Any) -> Any:
        return tx.execute(query).all()

    upto = places.upto(ask, tx.tenant, at)
    return ask, Seat(tx.tenant, command.conversation_id, viewer, upto)
