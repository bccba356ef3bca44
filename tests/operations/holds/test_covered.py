"""What the database counts as held is what the erasing of each message by itself finds held."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.client import Actor as Client
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.operation import Tx, begin
from onrecord_server.core.unit import Unit
from onrecord_server.holds import counting
from onrecord_server.holds.counting import covered
from onrecord_server.holds.rules import Hold
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.messages.written import EVERYWHERE
from onrecord_server.retention import weighing
from tests.operations.data_requests.conftest import Office, clock, office, room
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.support.engines import Worker


__all__ = ["clock", "office", "room"]
SAID: Final = datetime(2019, 5, 1, 10, tzinfo=UTC)


@dataclass
class World:
    """Messages of all kinds over some weeks: who did anything, where, and from when to when."""

    office: Office
    actors: list[str]
    places: list[str]
    spaces: list[str]
    times: list[datetime]

    def within(self, ask: Callable[[Tx], Any]) -> Any:
        """Ask something in a transaction."""
        engines = self.office.house.room.engines
        database = engines.prepared("acme")
        with database.read() as connection:
            unit = Unit(connection, engines.ports, engines.hooks, dict(database.options))
            return ask(begin(unit, Actor("acme", "cora"), engines.limits))

    def counted(self, hold: Hold) -> set[str]:
        """Return what the database says that a hold covers."""

        def ask(tx: Tx) -> set[str]:
            return {
                row.id
                for one in EVERYWHERE
                for row in tx.execute(one.select("acme").where(*covered(tx, hold, one)))
            }

        return set(self.within(ask))

    def weighed(self, hold: Hold) -> set[str]:
        """Return of what a hold keeps the erasing."""

        def ask(tx: Tx) -> set[str]:
            rows = [row for one in EVERYWHERE for row in tx.execute(one.select("acme"))]
            return {row.id for row in rows if _covering(tx, row, hold)}

        return set(self.within(ask))

    def texted(self, hold: Hold) -> set[str]:
        """Return the same, as a count reads it for words."""

        def ask(tx: Tx) -> set[str]:
            rows = [row for one in EVERYWHERE for row in tx.execute(one.select("acme"))]
            said = weighing.texts(tx, [row.id for row in rows])
            return {row.id for row in rows if _holding(tx, row, said[row.id], hold)}

        return set(self.within(ask))


def _covering(tx: Tx, row: Any, hold: Hold) -> bool:
    files, space = weighing.files_of(tx, row.id), weighing.space_of(tx, row.conversation)
    return bool(weighing.covering(tx, row, files, space, [hold]))


def _holding(tx: Tx, row: Any, said: Any, hold: Hold) -> bool:
    space = weighing.space_of(tx, row.conversation)
    return bool(weighing.holding(tx, row, space, said, [hold]))


@pytest.fixture
def world(office: Office) -> World:
    """Versions, reasons, reactions and files of several days and people; what was imported and kept back."""
    house = office.house
    house.introduce("carol", [])
    times = [house.clock()]

    def pass_(days: int = 2) -> None:
        house.clock.forward(days=days)
        times.append(house.clock())

    alice, bob = house.me("alice"), house.me("bob")
    space = alice.spaces.create(title="Desk", access="open", members=["bob"]).id
    channel = alice.conversations.create(
        kind="channel", title="Trades", space_id=space, members=["bob"]
    ).id
    carrier = Client(DirectCaller(house.room.engines, actor_for("acme", "bob", "host")))
    file = carrier.attachments.upload(b"offer", name="offer.txt", conversation_id=office.group)
    house.room.engines.files.wait()
    pass_()
    with_file = bob.messages.send(office.group, "see", attachments=[file.id])
    plain = [alice.messages.send(place, "said").id for place in (office.group, channel)]
    edited = alice.messages.send(office.group, "first").id
    removed = bob.messages.send(channel, "away").id
    pass_()
    alice.messages.edit(edited, "second")
    bob.reactions.add(plain[0], "👍")
    pass_()
    bob.messages.remove(removed, reason="a slip")
    alice.reactions.add(plain[1], "👍")
    pass_()
    _keep_back(office)
    pass_()
    _bring(office)
    places = [office.group, channel, with_file.conversation_id, *_places(office)]
    actors = {str(one.actor) for one in house.room.entries()}
    return World(office, sorted(actors), sorted(set(places)), [space], times)


def _keep_back(office: Office) -> None:
    house = office.house
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob"):
        house.acknowledge(name)
    for text in (f"pay {CARD}", IBAN):
        house.me("alice").messages.send(office.group, text)


def _bring(office: Office) -> None:
    host = Client(Worker(office.house.room.engines, host_actor("acme")))
    lines = [
        {"author": author, "at": f"2019-05-0{day}T10:00:00Z", "place": "chat", "text": text}
        for author, day, text in (("carol", 1, "old"), ("bob", 3, "older"), ("bob", 5, f"{CARD}"))
    ]
    source = "\n".join(map(json.dumps, lines)).encode()
    made = host.imports.start(host.imports.upload("jsonl", "all.jsonl", io.BytesIO(source)).id)
    while made.state == "running":
        made = host.imports.advance(made.id)


def _places(office: Office) -> set[str]:
    return {
        str(one.object) for one in office.house.room.entries() if one.type == "conversation.created"
    }


def _some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([*values, "nobody"]), max_size=2)


@st.composite
def holds(draw: st.DrawFn, world: World) -> Hold:
    """Draw a hold: each part may be missing, and dates lie at and around those of the world."""
    near = [SAID + timedelta(days=day) for day in (-1, 0, 2, 3, 5)]
    around = [at + timedelta(seconds=by) for at in world.times for by in (-1, 0, 3600)]
    dates = st.none() | st.sampled_from([*near, *around])
    return Hold(
        "hld_1",
        "M-1",
        persons=draw(_some(world.actors)),
        conversations=draw(_some(world.places)),
        spaces=draw(_some(world.spaces)),
        since=draw(dates),
        until=draw(dates),
    )


@pytest.mark.req("LH-1")
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_for_any_hold_the_database_and_the_erasing_agree(world: World, data: st.DataObject) -> None:
    hold = data.draw(holds(world))
    found = world.counted(hold)
    assert found == world.weighed(hold)
    assert found == world.texted(hold)


@pytest.mark.req("LH-1")
@pytest.mark.parametrize("few", [0, 200])
def test_who_never_was_there_and_what_came_later_are_held_for(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(counting, "_FEW", few)
    outside = frozenset(world.actors) - {"alice", "bob", "carol"}
    never = Hold("hld_1", "M-1", persons=outside, conversations=frozenset(world.places))
    late = Hold("hld_1", "M-1", since=world.times[3], until=world.times[4] - timedelta(seconds=1))
    early = Hold("hld_1", "M-1", until=world.times[0] + timedelta(hours=1), since=world.times[0])
    old = Hold("hld_1", "M-1", since=SAID, until=SAID + timedelta(hours=1))
    for hold in (never, late, early, old):
        assert world.counted(hold) == world.weighed(hold) != set()
