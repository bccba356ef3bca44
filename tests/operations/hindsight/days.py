"""Random days of a group, and what each of its members saw after each thing that happened."""

import random
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from onrecord.client import Actor as Client
from onrecord.errors import Refusal
from onrecord.wire.messages import Message
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import begin
from onrecord_server.core.unit import Unit
from onrecord_server.exports.names import Erasures, Names
from onrecord_server.hindsight import places
from onrecord_server.hindsight.messages import Asked, Judged, Past, page
from onrecord_server.hindsight.queries import Entries, Seat
from onrecord_server.hindsight.room import Room, members, room
from onrecord_server.messages import covers, holding
from tests.operations.judging.conftest import IBAN, SSN, Talk
from tests.operations.policy.conftest import House


PEOPLE: Final = ("alice", "bob", "carol")
TEXTS: Final = (
    "good morning",
    "<@bob> have a look",
    f"mine is {SSN}",
    f"pay to {IBAN}",
    "so be it",
)
#: What each thing that happens needs to be told; the first of several is the more frequent.
KINDS: Final[dict[str, tuple[Sequence[Any], ...]]] = {
    "say": (PEOPLE, TEXTS),
    "reply": (PEOPLE, range(8), (True, False)),
    "edit": (range(8), TEXTS),
    "remove": (range(8),),
    "react": (PEOPLE, range(8), "👍🎉"),
    "unreact": (PEOPLE, range(8), "👍🎉"),
    "mark": (PEOPLE, range(8), ("pins", "saved"), (True, True, False)),
    "follow": (PEOPLE, range(8), (True, False)),
    "read": (PEOPLE,),
    "add": (("carol", "bob"), ("from_now", "all")),
    "go": (("carol", "bob"),),
    "call": (PEOPLE, ("Ann", "Ben")),
    "title": (("Team", "Crew"),),
    "release": (range(8),),
}
#: As most days begin: there is something to answer, to edit and to take back, and somebody comes.
_MORNING: Final = (
    ("say", "alice", TEXTS[0]),
    ("say", "bob", TEXTS[2]),
    ("say", "bob", TEXTS[1]),
    ("add", "carol", "from_now"),
    ("say", "carol", TEXTS[4]),
)


def steps(seed: int, count: int) -> list[tuple[Any, ...]]:
    """Return what happens on one day: each kind of thing is as likely as the others."""
    chance = random.Random(seed)
    kinds = [*KINDS, "say", "reply", "edit", "remove"]
    drawn = [chance.choice(kinds) for _ in range(count)]
    return [*_MORNING, *((one, *map(chance.choice, KINDS[one])) for one in drawn)]


@dataclass(frozen=True)
class Seen:
    """What somebody saw: the timeline, some threads, what was kept back of them, and who was there."""

    timeline: list[dict[str, Any]]
    threads: dict[str, list[dict[str, Any]]]
    held: list[dict[str, Any]]
    people: list[dict[str, Any]]
    title: str


def plain(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Return messages without what the record does not keep."""
    return [one.model_dump(mode="json") | {"client_id": None} for one in messages]


@dataclass
class Day:
    """What happened so far, and what each saw of it."""

    house: House
    group: str
    said: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[datetime, str, Seen | None]] = field(default_factory=list)

    def step(self, step: tuple[Any, ...]) -> None:
        """Try one thing; a refusal is an answer too. Then one of them looks, by turns."""
        name, *given = step
        with suppress(Refusal):
            getattr(self, f"do_{name}")(*given)
        person = PEOPLE[len(self.seen) % len(PEOPLE)]
        self.seen.append((self.house.clock(), person, self.look(person)))

    def _one(self, number: int) -> str:
        return self.said[number % len(self.said)]

    # -- what happens ------------------------------------------------------------------------------

    def _keep(self, made: Message) -> None:
        self.authors[made.id] = made.author
        (self.said if made.state == "active" else self.waiting).append(made.id)

    def do_say(self, who: str, text: str) -> None:
        """Say something."""
        self._keep(self.house.me(who).messages.send(self.group, text))

    def do_reply(self, who: str, number: int, also: bool) -> None:
        """Answer in a thread."""
        thread = self._one(number)
        me = self.house.me(who)
        self._keep(me.messages.send(self.group, "re", thread_id=thread, also_in_channel=also))

    def _author(self, number: int) -> Client:
        return self.house.me(self.authors[self._one(number)])

    def do_edit(self, number: int, text: str) -> None:
        """Say it otherwise; what is held of that waits."""
        edited = self._author(number).messages.edit(self._one(number), text)
        if edited.state == "held":
            self.waiting.append(edited.id)

    def do_remove(self, number: int) -> None:
        """Take it back."""
        self._author(number).messages.remove(self._one(number), reason="a mistake")

    def do_react(self, who: str, number: int, emoji: str) -> None:
        """React."""
        self.house.me(who).reactions.add(self._one(number), emoji)

    def do_unreact(self, who: str, number: int, emoji: str) -> None:
        """Take a reaction back."""
        self.house.me(who).reactions.remove(self._one(number), emoji)

    def do_mark(self, who: str, number: int, where: str, on: bool) -> None:
        """Pin or save, or no more."""
        marks = getattr(self.house.me(who), where)
        (marks.add if on else marks.remove)(self._one(number))

    def do_follow(self, who: str, number: int, on: bool) -> None:
        """Follow a thread, or no more; or read all of them."""
        threads = self.house.me(who).threads
        if number == 0:
            threads.read_all()
        else:
            (threads.follow if on else threads.unfollow)(self._one(number))

    def do_read(self, who: str) -> None:
        """Read all there is."""
        self.house.me(who).conversations.read(self.group, self.house.room.end())

    def do_add(self, who: str, history: Any) -> None:
        """Let somebody in, again perhaps."""
        self.house.me("alice").conversations.add_members(self.group, [who], history=history)

    def do_go(self, who: str) -> None:
        """Leave; alice stays, so that somebody can let people in."""
        if who != "alice":
            self.house.me(who).conversations.remove_member(self.group, who)

    def do_call(self, who: str, name: str) -> None:
        """Be called something else."""
        said = UpsertPerson(person_id=who, name=name)
        self.house.room.engines.call("people.upsert", said, host_actor("acme"))

    def do_title(self, title: str) -> None:
        """Call the group something else."""
        self.house.me("alice").conversations.update(self.group, title=title)

    def do_release(self, number: int) -> None:
        """Let go what was kept back."""
        if self.waiting:
            one = self.waiting.pop(number % len(self.waiting))
            Talk(self.house, self.group).decide(holding.release, one, number=None)
            self.said.append(one)

    # -- what is seen ------------------------------------------------------------------------------

    def look(self, person: str) -> Seen | None:
        """Return what somebody sees now, by the endpoints that show it."""
        me = self.house.me(person)
        try:
            title = me.conversations.get(self.group).title
        except Refusal:
            return None
        return Seen(
            plain(me.messages.list(self.group, limit=200).data),
            {
                one: plain(me.messages.list(self.group, thread_id=one, limit=200).data)
                for one in self.said[:2]
            },
            plain(me.messages.held(self.group, limit=200).data),
            [one.model_dump() for one in me.conversations.members(self.group).data],
            title,
        )

    def then(self, at: datetime, person: str, threads: Collection[str]) -> Seen | None:
        """Return what somebody saw at a moment, by the record alone."""
        engines = self.house.room.engines
        with engines.prepared("acme").read() as connection:
            unit = Unit(connection, engines.ports, engines.hooks, {})
            tx = begin(unit, Actor("acme", person), engines.limits)

            def ask(query: Any) -> Any:
                return tx.execute(query).all()

            seat = Seat("acme", self.group, person, places.upto(ask, "acme", micros(at)))
            judged = partial(covers.judged, tx)
            return self._seen(ask, seat, judged, threads)

    def _seen(self, ask: Any, seat: Seat, judged: Judged, threads: Collection[str]) -> Seen | None:
        found = Entries(ask, seat)
        there: Room = room(found, seat)
        if there.role is None:
            return None
        past = Past(found, seat, Erasures(ask, "acme"), judged)

        def shown(thread: str | None = None) -> list[dict[str, Any]]:
            ids = page(found, Asked(there.low, 200, thread)).ids
            documents = [one.document for one in past.shown(ids)]
            return plain([Message.model_validate(one) for one in documents])

        return Seen(
            shown(),
            {one: shown(one) for one in threads},
            plain([Message.model_validate(one.document) for one in past.kept()]),
            [one.model_dump() for one in members(there, seat, Names(ask, "acme"), private=False)],
            there.title or "",
        )
