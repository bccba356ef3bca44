"""A thread of fifty thousand replies is read by index, a page at a time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord_server.messages.rows import messages
from onrecord_server.threads.rows import followers, threads
from tests.support import engines
from tests.support.engines import Room


REPLIES = 50_000
#: What scans a whole table, as the databases say it.
SCANS = ("Seq Scan on onrecord", "SCAN onrecord", "SCAN messages", "SCAN followers")
Asked = list[tuple[str, Any]]


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    """A room whose rows are put in by hand: no entries are behind them."""
    with engines.room(database_url) as found:
        yield found


@pytest.fixture
def long(room: Room) -> tuple[str, str, str]:
    """A conversation, a root of alice's with very many replies of bob's, and one with few."""
    alice, bob = room.person("alice"), room.person("bob")
    made = alice.conversations.create(kind="group", members=["bob"], title="Team").id
    root, other = (alice.messages.send(made, text).id for text in ("much", "little"))
    first = bob.messages.send(made, "a reply", thread_id=root)
    bob.messages.send(made, "a reply", thread_id=other)
    _many(room, first.id, root)
    return made, root, other


def _many(room: Room, reply: str, root: str) -> None:
    with room.engines.prepared("acme").write() as connection:
        like = dict(
            connection.execute(sa.select(messages).where(messages.c.id == reply)).one()._mapping
        )
        first = like["position"] + 1000
        rows = [
            like | {"id": f"msg_{n:032x}", "client_id": None, "position": first + n}
            for n in range(REPLIES)
        ]
        connection.execute(sa.insert(messages), rows)
        last = {"replies": REPLIES + 1, "last_position": first + REPLIES - 1}
        connection.execute(sa.update(threads).where(threads.c.id == root).values(last))
        others = {"thread": root, "conversation": like["conversation"], "read_position": -1}
        far = [
            {"tenant": "acme", "person": f"p{n}", "following": True, **others} for n in range(2000)
        ]
        connection.execute(sa.insert(followers), far)
        connection.execute(sa.text("ANALYZE"))


def _heard(room: Room, call: Callable[[], Any]) -> tuple[Any, Asked]:
    """Return an answer and the statements that it took."""
    asked: Asked = []

    def listen(*said: Any) -> None:
        asked.append((said[2], said[3]))

    engine = room.engines.directory.database("acme").engine
    sa.event.listen(engine, "before_cursor_execute", listen)
    try:
        return call(), asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", listen)


def _plans(room: Room, asked: Asked) -> str:
    database = room.engines.prepared("acme")
    lead = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    plans = []
    with database.write() as connection:
        if database.dialect == "postgresql":
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        for statement, given in asked:
            if "onrecord_messages" in statement or "onrecord_followers" in statement:
                rows = connection.exec_driver_sql(lead + statement, given)
                plans.append("\n".join(str(row) for row in rows))
    return "\n\n".join(plans)


READS: dict[str, Callable[[Client, str, str], Any]] = {
    "a page": lambda who, made, root: who.messages.list(made, thread_id=root, limit=50),
    "the summaries of a page of roots": lambda who, made, root: who.messages.list(made),
    "the inbox": lambda who, made, root: who.threads.list(),
    "what is unread in the inbox": lambda who, made, root: who.threads.list(unread=True),
    "the counts of a conversation": lambda who, made, root: who.conversations.get(made),
    "the list": lambda who, made, root: who.conversations.list(),
    "the marks": lambda who, made, root: who.threads.marks(),
}


def test_a_long_thread_is_read_by_index(room: Room, long: tuple[str, str, str]) -> None:
    """However long it is: a bounded number of statements, each by index; counts stop at 100."""
    made, root, _ = long
    for what, read in READS.items():
        _, asked = _heard(room, lambda read=read: read(room.plain("alice"), made, root))  # type: ignore[misc]
        assert len(asked) <= 20, what
        plans = _plans(room, asked)
        assert [scan for scan in SCANS if scan in plans] == [], (what, plans)
    _counts_stop(room, long)


def _counts_stop(room: Room, long: tuple[str, str, str]) -> None:
    made, root, other = long
    alice = room.plain("alice")
    shown = alice.conversations.get(made)
    assert (shown.unread, shown.unread_threads) == (100, 100)
    told = {one.id: one.thread for one in alice.messages.list(made).data}
    much, little = told[root], told[other]
    assert much is not None
    assert little is not None
    assert (much.replies, much.unread, little.replies, little.unread) == (100, 100, 1, 1)
    assert len(alice.messages.list(made, thread_id=root, limit=50).data) == 50
    assert [one.id for one in alice.threads.list().data] == [root, other]
