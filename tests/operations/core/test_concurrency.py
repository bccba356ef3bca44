"""Many threads and several workers at once: one order, no gaps, each command once."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import NotFound, Refusal, Unavailable
from onrecord_server.conversations.rows import members
from onrecord_server.core.database import POOL_SECONDS, Database
from onrecord_server.core.hooks import Gate, Hooks, Proposal
from onrecord_server.core.rows import heads
from tests.support import engines
from tests.support.at_once import at_once
from tests.support.engines import Room, check_invariants


def test_fifty_threads_with_one_client_id_send_one_message(
    room: Room, elsewhere: Room, group: str
) -> None:
    alices = [room.plain("alice"), elsewhere.plain("alice")]
    calls = [lambda a=a: a.messages.send(group, "once", client_id="one") for a in alices * 25]
    answers = {message.model_dump_json() for message in at_once(calls)}
    assert len(answers) == 1
    assert room.types().count("message.created") == 1


def test_positions_have_no_gaps_whoever_writes(room: Room, elsewhere: Room, group: str) -> None:
    """The order of commits is the order of positions: who saw an answer comes before who asks next."""

    def talk(found: Room, person: str) -> list[int]:
        sent = [found.plain(person).messages.send(group, f"{n}").position or 0 for n in range(12)]
        found.plain(person).conversations.read(group, sent[-1])
        return sent

    def rename() -> list[int]:
        return [
            room.plain("alice").conversations.update(group, title=f"{n}").version for n in range(6)
        ]

    people = [
        (found, person) for found in (room, elsewhere) for person in ("alice", "bob", "carol")
    ]
    calls: list[Callable[[], list[int]]] = [partial(talk, *one) for one in people]
    calls.append(rename)
    results = at_once(calls)
    for sent in results[:-1]:
        assert sent == sorted(sent)
    assert room.types().count("message.created") == 72


def test_a_removal_on_one_worker_holds_on_the_other_at_once(
    room: Room, elsewhere: Room, group: str
) -> None:
    """The other worker still holds the membership in its memory; the seal finds out."""
    bob = elsewhere.plain("bob")
    bob.messages.send(group, "here")
    room.plain("alice").conversations.remove_member(group, "bob")
    with pytest.raises(NotFound):
        bob.messages.send(group, "still here?")
    assert elsewhere.plain("alice").messages.send(group, "bye").position == room.end()


def test_a_deactivation_on_one_worker_holds_on_the_other_at_once(
    room: Room, elsewhere: Room, group: str
) -> None:
    bob = elsewhere.plain("bob")
    bob.messages.send(group, "here")
    room.plain(None).people.deactivate("bob")
    with pytest.raises(Refusal):
        bob.messages.send(group, "still here?")


@contextmanager
def _meddling(url: str, name: str, meddle: Callable[[], Any]) -> Iterator[Room]:
    """A worker in which somebody else commits between the question and the seal, once."""
    pending = [meddle]

    def ask(proposals: Sequence[Proposal]) -> list[Refusal | None]:
        if pending:
            pending.pop()()
        return [None for _ in proposals]

    hooks = Hooks(gates=(Gate("meddler", frozenset({name}), ask),))
    with engines.room(url, hooks=hooks) as found:
        yield found


@pytest.fixture
def pair(large_url: str) -> Iterator[tuple[Room, str, str]]:
    """Only PostgreSQL lets another worker commit meanwhile."""
    with engines.room(large_url) as found:
        found.person("bob")
        alice = found.person("alice")
        made = alice.conversations.create(kind="group", members=["bob"]).id
        sent = found.plain("bob").messages.send(made, "one").id
        yield found, made, sent
        check_invariants(found)


@pytest.mark.parametrize("name", ["messages.send", "messages.edit", "conversations.read"])
def test_rights_that_move_between_question_and_seal_are_asked_again(
    pair: tuple[Room, str, str], large_url: str, name: str
) -> None:
    other, made, sent = pair
    remove = lambda: other.plain("alice").conversations.remove_member(made, "bob")  # noqa: E731
    with _meddling(large_url, name, remove) as found:
        bob = found.plain("bob")
        calls: dict[str, Callable[[], Any]] = {
            "messages.send": lambda: bob.messages.send(made, "two"),
            "messages.edit": lambda: bob.messages.edit(sent, "two"),
            "conversations.read": lambda: bob.conversations.read(made, 3),
        }
        with pytest.raises(NotFound):
            calls[name]()
    assert other.types()[-1] == "member.removed"


def test_two_who_bind_the_same_subject_at_once_get_the_same(
    room: Room, elsewhere: Room, group: str
) -> None:
    calls = [
        lambda f=f, p=p: f.plain(p).conversations.create(
            kind="group", members=["alice", "bob", "carol"], subject="order:1"
        )
        for f in (room, elsewhere)
        for p in ("alice", "bob", "carol")
    ]
    assert len({made.id for made in at_once(calls)}) == 1


def test_a_deadlock_runs_the_batch_again(pair: tuple[Room, str, str]) -> None:
    """Somebody holds the head and then wants the row that the batch has changed."""
    found, made, _ = pair
    database = found.engines.prepared("acme")
    with database.engine.connect() as other, other.begin():
        other.execute(sa.select(heads).where(heads.c.tenant == "acme").with_for_update())
        answers: list[Any] = []
        call = lambda: found.plain("alice").conversations.remove_member(made, "bob")  # noqa: E731
        thread = threading.Thread(target=lambda: answers.extend(at_once([call])))
        thread.start()
        time.sleep(0.4)
        mine = sa.update(members).where(members.c.person == "bob").values(muted=True)
        other.execute(mine)
    thread.join(20)
    assert [answer.person_id for answer in answers] == ["bob"]
    assert found.types().count("member.removed") == 1


def test_when_all_connections_are_in_use_the_answer_is_a_503_and_no_hang(
    room: Room, group: str
) -> None:
    database = room.engines.prepared("acme")
    pool: Any = database.engine.pool
    assert pool.timeout() == POOL_SECONDS, "who waits for a connection waits so long"
    held = [database.engine.connect() for _ in range(12)]
    with pytest.raises(Unavailable, match="in use"):
        room.plain("alice").messages.list(group)
    for connection in held:
        connection.close()
    assert room.plain("alice").messages.list(group).data == []


def test_a_lost_connection_is_a_503_and_then_all_goes_on(pair: tuple[Room, str, str]) -> None:
    found, made, _ = pair
    url = found.engines.prepared("acme").url
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    bob = found.plain("bob")
    for _ in range(3):
        try:
            sent = bob.messages.send(made, "through", client_id="one")
        except Unavailable:
            continue
        break
    assert bob.messages.list(made).data[0] == sent


def test_a_forked_child_reads_and_writes_beside_its_parent(
    database_url: str, room: Room, group: str
) -> None:
    """Gunicorn forks workers from a process that may have written already."""
    alice = room.plain("alice")
    alice.messages.send(group, "parent")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            texts = [m.text for m in alice.messages.list(group).data]
            sent = alice.messages.send(group, "child").text
            status = 0 if (texts, sent) == (["parent"], "child") else 2
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert alice.messages.send(group, "parent again").text == "parent again"
    texts = [m.text for m in alice.messages.list(group).data]
    assert texts == ["parent again", "child", "parent"]


def test_a_database_opened_twice_is_one_stream(database_url: str, room: Room, group: str) -> None:
    other = Database(database_url)
    assert other.dialect == room.engines.prepared("acme").dialect
    other.dispose()
    with engines.room(database_url) as third:
        assert third.plain("bob").conversations.get(group).id == group
