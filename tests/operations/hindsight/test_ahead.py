"""A look back under a grant is found ahead of its turn, among what the grant opens, and asked about again."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.wire.grants import GrantScope
from onrecord.wire.hindsight import AsOf, ShowGrantedAsOf
from onrecord_server.core.actor import Actor
from onrecord_server.hindsight import changes, messages, operations
from onrecord_server.hindsight import room as hindsight_room
from tests.operations.oversight.conftest import Case


def _texts(seen: AsOf) -> list[str | None]:
    return [one.message.text for one in seen.data]


def _statements(case: Case, look: Callable[[], Any]) -> int:
    """Return how many questions a look asks the database."""
    asked: list[str] = []
    engine = case.house.room.engines.prepared("acme").engine
    count = lambda _c, _k, statement, *_: asked.append(statement)  # noqa: E731
    sa.event.listen(engine, "before_cursor_execute", count)
    look()
    sa.event.remove(engine, "before_cursor_execute", count)
    return len(asked)


@pytest.mark.parametrize("many", [1_000, 2])
def test_of_what_a_grant_does_not_open_nothing_is_walked(
    case: Case, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    for module in (changes, messages):
        monkeypatch.setattr(module, "PART", 2)
    monkeypatch.setattr(changes, "MANY", many)
    alice, bob = case.house.me("alice"), case.house.me("bob")
    grant = case.open(scope=GrantScope(people=["alice"]))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, case.talk, viewer="bob")
    at = case.house.clock()
    few = _statements(case, lambda: look(at=at, limit=1))
    for number in range(30):
        bob.messages.edit(bob.messages.send(case.talk, f"bob {number}").id, "otherwise")
    alice.messages.send(case.talk, "the last of alice")
    grant = case.open(scope=GrantScope(people=["alice"]))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, case.talk, viewer="bob")
    seen = look(at=case.house.clock())
    assert _texts(seen) == ["the last of alice", "alice 2", "alice 1", "alice 0"]
    assert seen.before_at is not None
    middle = look(at=seen.before_at)
    assert _texts(middle) == ["alice 2", "alice 1", "alice 0"]
    assert middle.before_at is not None
    assert middle.next_at is not None
    then = seen.before_at
    assert _statements(case, lambda: look(at=then, limit=1)) <= few + 16


def test_who_looks_back_holds_up_nobody_who_writes(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, said = hindsight_room.room, list[str]()

    def while_somebody_writes(*given: Any) -> Any:
        me = case.house.me("alice").messages
        writing = threading.Thread(target=lambda: said.append(me.send(case.talk, "meanwhile").id))
        writing.start()
        writing.join(10)
        return room(*given)

    grant = case.open()
    monkeypatch.setattr(operations, "room", while_somebody_writes)
    at = case.house.clock()
    seen = case.house.me("ivan").grants.as_of(grant.id, case.talk, viewer="bob", at=at)
    assert _texts(seen)[-1] == "alice 0"
    assert len(said) == 1, "it was written while somebody looked back"


def test_what_came_before_the_turn_of_the_look_counts(case: Case) -> None:
    grant = case.open()
    engines, ivan = case.house.room.engines, Actor("acme", "ivan")
    asked = ShowGrantedAsOf(
        grant_id=grant.id, conversation_id=case.talk, viewer="bob", at=case.house.clock()
    )
    found = engines.ahead("grants.as_of", asked, ivan)
    case.report_to("alice", "ivan")
    outcome: Any = engines.writer("acme").call("grants.as_of", found, ivan)
    seen: AsOf = outcome.resource()
    assert (_texts(seen), seen.withheld) == (["bob 2", "bob 1", "bob 0"], 3)
    (look, *_) = case.house.me("bob").disclosures.list().data
    assert (look.id, look.messages) == (seen.disclosure_id, 3)


def test_the_first_page_alone_says_what_steps_there_are(case: Case) -> None:
    sent = case.house.me("alice").messages.send(case.talk, "a threat")
    case.house.me("alice").messages.send(case.talk, "below", thread_id=sent.id)
    grant, at = case.open(), case.house.clock()
    look = partial(case.house.me("ivan").grants.as_of, grant.id, case.talk, viewer="bob", at=at)
    first = look(limit=2)
    assert first.before_at is not None
    assert first.next_before is not None
    for more in ({"before": first.next_before}, {"thread_id": sent.id}):
        further = look(**more)
        assert further.data
        assert (further.before_at, further.next_at) == (None, None)


def test_of_replies_that_a_grant_does_not_open_nothing_is_told(case: Case) -> None:
    alice, bob = case.house.me("alice").messages, case.house.me("bob").messages
    root = alice.send(case.talk, "who knows?")
    for number in range(2):
        bob.send(case.talk, f"bob knows {number}", thread_id=root.id)
    alice.send(case.talk, "alice does, too", thread_id=root.id)

    def below(*, people: list[str]) -> Any:
        grant, at = case.open(scope=GrantScope(people=people)), case.house.clock()
        look = case.house.me("ivan").grants.as_of
        seen = look(grant.id, case.talk, viewer="bob", at=at)
        return next(one.message.thread for one in seen.data if one.message.id == root.id)

    whole, part = below(people=["alice", "bob"]), below(people=["alice"])
    assert (whole.replies, set(whole.people)) == (3, {"alice", "bob"})
    assert (part.replies, set(part.people)) == (1, {"alice"})


def test_who_looks_at_their_own_page_reads_no_entries_of_replies_that_are_not_on_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = case.house.me("alice").messages, case.house.me("bob")
    root = alice.send(case.talk, "who knows?")
    asks, read = operations._asker, list[int]()

    def counted(tx: Any) -> Any:
        def ask(query: Any) -> Any:
            rows = asks(tx)(query)
            read.append(sum("entry" in row._fields for row in rows))
            return rows

        return ask

    def page(**more: Any) -> tuple[int, list[str | None]]:
        read.clear()
        seen = bob.conversations.as_of(case.talk, case.house.clock(), limit=2, **more)
        return sum(read), _texts(seen)

    monkeypatch.setattr(operations, "_asker", counted)
    for text in ("first", "second", "third"):
        alice.send(case.talk, text)
    alice.send(case.talk, "alice does", thread_id=root.id)
    few = page()
    assert few[1] == ["third", "second"]
    for number in range(30):
        alice.send(case.talk, f"alice knows {number}", thread_id=root.id)
    assert page() == few
    alice.send(case.talk, "so do all", thread_id=root.id, also_in_channel=True)
    for thread in ({}, {"thread_id": root.id}):
        assert page(**thread)[1][0] == "so do all"
