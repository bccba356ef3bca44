"""Showing what somebody could see at a moment: oneself, or under a grant, where the look is on the record."""

from collections.abc import Collection, Mapping
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
from onrecord_server.hindsight.messages import Asked, Opens, Past, page
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found under a grant, by what it opened then; ``positions`` are those of the messages."""

    opened: Opened
    positions: Mapping[str, int]
    answer: wire.AsOf


class _Ahead(wire.ShowGrantedAsOf):
    """A command with what was found ahead of its turn: to look back through a long record takes a while."""

    found: Any


def _ahead(tx: Tx, command: wire.ShowGrantedAsOf) -> _Ahead:
    _, opened = _admit(tx, command)
    return _Ahead.model_construct(**dict(command), found=_find(tx, command, opened))


@implements(endpoints.SHOW_GRANTED_AS_OF, ahead=_ahead)
def show_granted_as_of(tx: Tx, command: wire.ShowGrantedAsOf) -> wire.AsOf:
    """Show what somebody could see of what a grant opens; the look is on the record before it is shown."""
    row, opened = _admit(tx, command)
    found = command.found if isinstance(command, _Ahead) else None
    if found is None or not _stands(tx, opened, found):
        found = _find(tx, command, opened)
    seen = [SimpleNamespace(position=one) for one in found.positions.values()]
    made = looking.Look(command.conversation_id, seen, len(seen))
    look = looking.disclose(tx, row, opened, made)
    answer: wire.AsOf = found.answer.model_copy(update={"disclosure_id": look})
    return answer


def _admit(tx: Tx, command: wire.ShowGrantedAsOf) -> tuple[Any, Opened]:
    """Load the grant of who asks. Raises what refuses it, this conversation, or these eyes."""
    row, opened = access.opened(tx, command.grant_id)
    if queries.place(tx, opened, command.conversation_id) is None:
        raise NotFound("This grant opens nothing in this conversation.")
    if access.conflicting(tx, [command.viewer]):
        raise Forbidden(
            "Nobody looks through their own eyes, nor through those of their line of management."
        )
    return row, opened


def _stands(tx: Tx, opened: Opened, found: _Found) -> bool:
    """Say whether all that was found ahead is opened still."""
    shown = found.positions.keys()
    return found.opened == opened and _Admitted(tx, opened).those(shown) == shown


def _find(tx: Tx, command: wire.ShowGrantedAsOf, opened: Opened) -> _Found:
    asked = _within(command, opened)
    ask, seat = _seat(tx, asked, asked.viewer)
    found, admitted = Entries(ask, seat), _Admitted(tx, opened)
    seen, opens = room(found, seat), _opens(tx, opened, admitted)
    answer = present.Answer(ask, seat, seen, private=True)
    steps = _steps(tx, asked, opened, Changes(ask, seat, seen, _opens(tx, opened)))
    if seen.role is None:
        return _Found(opened, {}, answer.nothing(asked.at).model_copy(update=steps))
    shown = page(found, Asked(seen.low, asked.limit, asked.thread_id, asked.before, opens))
    below = _Admitted(tx, opened)
    past = Past(found, seat, Erasures(ask, tx.tenant), admits=below.those)
    told = past.shown(shown.ids)
    made = {**steps, "withheld": admitted.withheld}
    said = answer.of(asked.at, shown, told, []).model_copy(update=made)
    return _Found(opened, shown.positions, said)


def _opens(tx: Tx, opened: Opened, admitted: "_Admitted | None" = None) -> Opens:
    begun = places.upto(_asker(tx), tx.tenant, _dates(opened).since - 1)
    admits = admitted or _Admitted(tx, opened)
    return Opens(queries.within(opened), admits.those, begun - places.LATE)


def _within(command: wire.ShowGrantedAsOf, opened: Opened) -> wire.ShowGrantedAsOf:
    """Ask for the nearest moment of the dates instead of another one: what lies outside of them is kept."""
    dates = _dates(opened)
    at = micros(command.at)
    near = max(dates.since, min(at, dates.until))
    return command if near == at else command.model_copy(update={"at": moment(near)})


def _dates(opened: Opened) -> Dates:
    return Dates(max(opened.since, opened.reach), opened.until - 1)


def _steps(
    tx: Tx, asked: wire.ShowGrantedAsOf, opened: Opened, changes: Changes
) -> dict[str, datetime | None]:
    """Return the moments before and after which it was otherwise, as far as the dates of a grant go.

    They are of the whole conversation, so the first page of it says them.
    """
    if asked.before is not None or asked.thread_id is not None:
        return {}
    dates = _dates(opened)
    around = changes.around(Dates(dates.since, min(tx.now, dates.until)))
    return {
        "before_at": None if around.before_at is None else moment(around.before_at),
        "next_at": None if around.next_at is None else moment(around.next_at),
    }


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
    ask = _asker(tx)
    return ask, Seat(tx.tenant, command.conversation_id, viewer, places.upto(ask, tx.tenant, at))


def _asker(tx: Tx) -> Ask:
    tx.unit.flush()

    def ask(query: Any) -> Any:
        return tx.execute(query).all()

    return ask
