"""What the record alone says that somebody saw of a conversation at a moment: ``as_of``, of anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from onrecord.wire.messages import Message
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import begin
from onrecord_server.core.unit import Unit
from onrecord_server.engine import Engines
from onrecord_server.exports.names import Ask, Erasures, Names
from onrecord_server.hindsight import places
from onrecord_server.hindsight.messages import Asked, Judged, Past, page
from onrecord_server.hindsight.queries import Entries, Seat
from onrecord_server.hindsight.room import members, room
from onrecord_server.messages import covers
from tests.support.rebuilt import Sight, kept_of, message_of, person_of


@contextmanager
def eyes(engines: Engines, tenant: str, person: str) -> Iterator["Eyes"]:
    """Look with somebody's eyes, in one transaction."""
    with engines.prepared(tenant).read() as connection:
        unit = Unit(connection, engines.ports, engines.hooks, {})
        tx = begin(unit, Actor(tenant, person), engines.limits)

        def ask(query: Any) -> Any:
            return tx.execute(query).all()

        yield Eyes(ask, tenant, person, partial(covers.judged, tx))


@dataclass(frozen=True)
class Eyes:
    """Somebody's eyes: each look is into one conversation at one moment."""

    ask: Ask
    tenant: str
    person: str
    judged: Judged

    def look(self, conversation: str, at: datetime, most: int) -> Sight | None:
        """Return what they saw: the newest messages, and each thread that one of these has."""
        upto = places.upto(self.ask, self.tenant, micros(at))
        seat = Seat(self.tenant, conversation, self.person, upto)
        found = Entries(self.ask, seat)
        seen = room(found, seat)
        if seen.role is None:
            return None
        past = Past(found, seat, Erasures(self.ask, self.tenant), self.judged)
        shown = self._page(found, past, Asked(seen.low, most))
        roots = [one["id"] for one in shown if one["thread"] is not None]
        names = Names(self.ask, self.tenant)
        return Sight(
            seen.title,
            seen.archived,
            [person_of(one) for one in members(seen, seat, names, private=False)],
            shown,
            {one: self._page(found, past, Asked(seen.low, 200, one)) for one in roots},
            [kept_of(Message.model_validate(one.document)) for one in past.kept()],
            _authors(names, seat, shown),
        )

    def _page(self, found: Entries, past: Past, asked: Asked) -> list[dict[str, Any]]:
        ids = page(found, asked).ids
        return [message_of(Message.model_validate(one.document)) for one in past.shown(ids)]


def _authors(names: Names, seat: Seat, shown: list[dict[str, Any]]) -> dict[str, str]:
    authors = {one["author"] for one in shown}
    names.learn(authors)
    return {one: names.at(one, seat.upto - 1).name or one for one in authors}
