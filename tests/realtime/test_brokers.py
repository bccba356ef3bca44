"""One contract for every broker: it wakes, it tells nothing, and losing it loses nothing."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
import redis
import sqlalchemy as sa

from onrecord_server.realtime.brokers.base import CHANNEL, Broker, Woken, pack, unpack
from onrecord_server.realtime.brokers.memory import MemoryBroker
from onrecord_server.realtime.brokers.postgres import PostgresBroker, conninfo
from onrecord_server.realtime.brokers.redis import RedisBroker
from tests.realtime.conftest import room
from tests.support.live import live
from tests.support.soon import PATIENCE


class Wires:
    """A broker under test: how to make one, how to forge, and how to cut its connections."""

    def __init__(
        self, make: Callable[[], Broker], forge: Callable[[str], None], cut: Callable[[], None]
    ) -> None:
        self.make = make
        self.forge = forge
        self.cut = cut


def _postgres(url: str) -> Wires:
    address = conninfo(sa.make_url(url))

    def run(statement: str, *given: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement, given)

    return Wires(
        lambda: PostgresBroker(sa.make_url(url)),
        lambda text: run("SELECT pg_notify(%s, %s)", CHANNEL, text),
        lambda: run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ),
    )


def _valkey(url: str) -> Wires:
    def forge(text: str) -> None:
        with redis.Redis.from_url(url) as client:
            client.publish(CHANNEL, text)

    def cut() -> None:
        with redis.Redis.from_url(url) as client:
            client.client_kill_filter(_type="pubsub")
            client.client_kill_filter(_type="normal", skipme=True)

    return Wires(lambda: RedisBroker(url), forge, cut)


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.postgres), "valkey"])
def wires(request: pytest.FixtureRequest) -> Wires:
    """Each broker that travels, on a real server."""
    if request.param == "postgres":
        return _postgres(request.getfixturevalue("large_url"))
    return _valkey(request.getfixturevalue("valkey_url"))


async def _heard(
    wires: Wires, act: Callable[[Broker], Any], want: tuple[str, int], seconds: float = PATIENCE
) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []
    arrived = asyncio.Event()

    def woken(tenant: str, position: int) -> None:
        heard.append((tenant, position))
        if (tenant, position) == want:
            arrived.set()

    listener, sender = wires.make(), wires.make()
    tasks = [asyncio.create_task(b.run(w)) for b, w in ((listener, woken), (sender, _nobody))]
    try:
        async with asyncio.timeout(seconds):
            while not arrived.is_set():
                await asyncio.to_thread(act, sender)
                await asyncio.sleep(0.2)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.close()
        await sender.close()
    return heard


def _nobody(tenant: str, position: int) -> None:
    """Hear nothing."""


async def test_a_wake_up_arrives_with_tenant_and_position(wires: Wires) -> None:
    """One worker says that a stream has moved; the other hears tenant and position."""
    loop = asyncio.get_running_loop()

    def act(sender: Broker) -> None:
        loop.call_soon_threadsafe(sender.wake, "acme", 812)

    assert ("acme", 812) in await _heard(wires, act, ("acme", 812))


async def test_rubbish_is_passed_over(wires: Wires) -> None:
    """What nobody of ours has sent changes nothing, and the next wake-up is heard."""
    rubbish = ["", "{", "[]", '["acme"]', '["acme", true]', '["acme","7"]', "[" * 400, "\u2028"]

    def act(sender: Broker) -> None:
        for text in rubbish:
            wires.forge(text)
        wires.forge(pack("acme", 3))

    heard = await _heard(wires, act, ("acme", 3))
    assert set(heard) == {("acme", 3)}


async def test_a_lost_connection_is_made_again(wires: Wires) -> None:
    """The server drops us in the middle: the broker listens again by itself."""
    loop = asyncio.get_running_loop()
    rounds = iter(range(1000))

    def act(sender: Broker) -> None:
        if next(rounds) == 3:
            wires.cut()
        elif next(rounds) > 8:
            loop.call_soon_threadsafe(sender.wake, "acme", 1)

    assert ("acme", 1) in await _heard(wires, act, ("acme", 1))


def test_unpack_takes_nothing_but_a_name_and_a_number() -> None:
    """The text that travels is one pair; everything else is nothing."""
    assert unpack(pack("acme", 7)) == ("acme", 7)
    for text in ("", "null", "7", '{"a":1}', '["a",1,2]', '["a",1.5]', '["a",false]', b"\xff"):
        assert unpack(text) is None


class Nasty:
    """Loses a third of the wake-ups, doubles and reorders the rest, and forges more."""

    def __init__(self, woken: set[Woken]) -> None:
        self._all = woken
        self._random = random.Random(7)

    def wake(self, tenant: str, position: int) -> None:
        """Misbehave."""
        if self._random.random() < 0.3:
            return
        forged = [(tenant, 10**9), ("other", 5), ("nowhere", 1), (tenant, -5)]
        found = [(tenant, position)] * self._random.randint(1, 3) + forged
        self._random.shuffle(found)
        for woken in self._all:
            for one in found:
                woken(*one)

    async def run(self, woken: Woken) -> None:
        """Listen on the loop of this worker."""
        loop = asyncio.get_running_loop()

        def across(tenant: str, position: int) -> None:
            loop.call_soon_threadsafe(woken, tenant, position)

        self._all.add(across)
        try:
            await loop.create_future()
        finally:
            self._all.discard(across)

    async def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize("kind", ["nasty", "none"])
def test_whatever_the_broker_does_both_workers_end_with_the_same(
    database_url: str, kind: str
) -> None:
    """Dropped, repeated, reordered and forged wake-ups, or none at all: nothing lost or doubled."""
    shared: set[Woken] = set()
    broker = MemoryBroker if kind == "none" else lambda: Nasty(shared)
    with live(database_url, broker=broker) as first, live(database_url, broker=broker) as second:
        conversation = room(first, "bob")
        sockets = [first.socket("bob"), second.socket("bob")]
        for socket in sockets:
            socket.until("ready")
        for n in range(30):
            worker = (first, second)[n % 2]
            with worker.chat.acting_as("acme", "alice") as me:
                me.messages.send(conversation, str(n))
        seen = [[e["position"] for e in socket.events(30)] for socket in sockets]
        assert seen[0] == seen[1] == sorted(set(seen[0]))
        assert [socket.silent(1.5) for socket in sockets] == [[], []]
