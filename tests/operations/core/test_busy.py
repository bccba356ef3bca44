"""Somebody else holds the database: short waits pass, long ones are refused, and no reader skips."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Unavailable
from onrecord_server.core.rows import entries
from tests.support import engines
from tests.support.engines import check_invariants
from tests.support.soon import PATIENCE


SPAWN = multiprocessing.get_context("spawn")


def _while_exclusive(url: str, seconds: float, work: Callable[[], Any]) -> None:
    """Do some work while another connection holds SQLite exclusively, for a while or until it is done."""
    held, done = threading.Event(), threading.Event()
    engine = sa.create_engine(url, isolation_level=None)

    def hold() -> None:
        with engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.isolation_level = None
            raw.execute("BEGIN EXCLUSIVE")
            held.set()
            done.wait(seconds)
            raw.execute("COMMIT")

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(PATIENCE)
        work()
    finally:
        done.set()
        thread.join()
        engine.dispose()


def test_a_lock_below_the_busy_timeout_is_waited_for(small_url: str) -> None:
    with engines.room(small_url) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group").id
        _while_exclusive(small_url, 1.0, lambda: alice.messages.send(made, "waited"))
        assert [m.text for m in alice.messages.list(made).data] == ["waited"]
        check_invariants(room)


def test_a_lock_above_it_is_a_503_and_nothing_is_half_done(
    small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord_server.core.sqlite.BUSY_TIMEOUT_MS", 200)
    with engines.room(small_url) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group").id

        def refused() -> None:
            with pytest.raises(Unavailable, match="busy"):
                alice.messages.send(made, "refused", client_id="one")

        _while_exclusive(small_url, PATIENCE, refused)
        assert alice.messages.list(made).data == []
        assert alice.messages.send(made, "refused", client_id="one").text == "refused"
        check_invariants(room)


def _slow_worker(url: str, conversation: str, ready: Any) -> None:
    os.environ["ONRECORD_SYNC"] = "before_commit:150"
    with engines.room(url) as room:
        alice = room.plain("alice")
        ready.set()
        for number in range(5):
            alice.messages.send(conversation, f"slow {number}")


def test_who_polls_never_passes_a_commit_that_comes_late(database_url: str) -> None:
    """A position is given and its commit dawdles; nobody behind it commits first (F24)."""
    with engines.room(database_url) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group").id
        ready = SPAWN.Event()
        slow = SPAWN.Process(target=_slow_worker, args=(database_url, made, ready))
        slow.start()
        assert ready.wait(2 * PATIENCE)
        seen: list[int] = []
        done = threading.Event()
        poller = threading.Thread(target=_poll, args=(room, seen, done))
        poller.start()
        for number in range(20):
            alice.messages.send(made, f"quick {number}")
        slow.join(2 * PATIENCE)
        done.set()
        poller.join()
        assert room.types().count("message.created") == 25
        assert seen == list(range(room.end() + 1))
        check_invariants(room)


def _poll(room: engines.Room, seen: list[int], done: threading.Event) -> None:
    """Read behind a cursor, as the hub does; one more look when all is over."""
    query = sa.select(entries.c.position).where(entries.c.tenant == "acme")
    last = False
    while not last:
        last = done.is_set()
        after = seen[-1] if seen else -1
        with room.engines.prepared("acme").read() as connection:
            more = query.where(entries.c.position > after).order_by(entries.c.position)
            seen.extend(connection.execute(more).scalars())
