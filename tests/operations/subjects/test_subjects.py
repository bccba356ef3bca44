"""Subject cards: what the host says of its objects, for who may see it."""

import json
from typing import Any

import pytest

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire.subjects import PutSubject
from onrecord_server.core.actor import Actor
from tests.operations.conftest import Refuses
from tests.support.engines import Room
from tests.support.verified import findings


@pytest.fixture
def bound(room: Room, group: str) -> str:
    """A subject with a conversation of alice and bob."""
    alice = room.plain("alice")
    return alice.conversations.create(kind="group", members=["bob"], subject="order:1").id


CARD: dict[str, Any] = {
    "title": "Order 1",
    "state": "packed",
    "tone": "info",
    "link": "/orders/1",
    "fields": [{"label": "Goods", "value": "4 pallets"}],
    "actions": [{"id": "open", "label": "Open", "href": "https://example.com/1"}],
}


def test_members_of_the_bound_conversation_see_it_and_nobody_else(
    room: Room, bound: str, refuses: Refuses
) -> None:
    host, bob, carol = room.plain(None), room.plain("bob"), room.plain("carol")
    eve = room.person("eve", "globex")
    put = host.subjects.put("order:1", **CARD)
    assert bob.subjects.get("order:1") == put == host.subjects.get("order:1")
    assert (put.version, put.fields[0].value, put.actions[0].id) == (1, "4 pallets", "open")
    refuses(NotFound, lambda: carol.subjects.get("order:1"))
    refuses(NotFound, lambda: eve.subjects.get("order:1"))
    room.plain("alice").conversations.remove_member(bound, "bob")
    refuses(NotFound, lambda: bob.subjects.get("order:1"))
    assert findings(room) == []


def test_many_are_asked_for_at_once_and_the_unseen_are_not_mentioned(
    room: Room, bound: str
) -> None:
    host = room.plain(None)
    for subject, visible in (("order:1", "members"), ("order:2", "members"), ("note:1", "tenant")):
        host.subjects.put(subject, title=f"Card of {subject}", visible=visible)  # type: ignore[arg-type]
    asked = ["note:1", "order:1", "order:2", "order:3", "order:1"]
    seen = {name: room.plain(name).subjects.list(asked).data for name in ("bob", "carol")}
    assert [card.subject for card in seen["bob"]] == ["note:1", "order:1"]
    assert [card.subject for card in seen["carol"]] == ["note:1"]
    assert len(host.subjects.list(asked).data) == 3


def test_a_change_is_a_version_for_who_may_see_it(room: Room, bound: str) -> None:
    host = room.plain(None)
    host.subjects.put("order:1", **CARD)
    before = room.rows()
    assert host.subjects.put("order:1", **CARD).version == 1
    assert room.rows() == before, "the same again changes nothing"
    assert host.subjects.put("order:1", **CARD | {"state": "left"}).version == 2
    entry = json.loads(room.entries()[-1].entry)
    assert (entry["type"], entry["audience"]) == ("subject.described", f"c:{bound}")
    assert "left" not in room.entries()[-1].entry, "words are content"
    host.subjects.put("order:2", title="nobody's yet")
    assert room.entries()[-1].audience == "-"
    host.subjects.put("note:1", title="for all", visible="tenant")
    assert room.entries()[-1].audience == "t"
    assert findings(room) == []


def test_a_card_that_ceases_to_be_for_all_is_taken_back_first(room: Room, bound: str) -> None:
    host, carol = room.plain(None), room.plain("carol")
    host.subjects.put("order:1", title="open", visible="tenant")
    assert carol.subjects.get("order:1").title == "open"
    end = room.end()
    host.subjects.put("order:1", title="closed")
    seen = [(row.type, row.audience) for row in room.entries(after=end)]
    assert seen == [("subject.removed", "t"), ("subject.described", f"c:{bound}")]
    assert carol.subjects.list(["order:1"]).data == []
    assert findings(room) == []


def test_a_card_is_removed_and_put_again(room: Room, bound: str, refuses: Refuses) -> None:
    host, bob = room.plain(None), room.plain("bob")
    host.subjects.put("order:1", **CARD)
    host.subjects.remove("order:1")
    refuses(NotFound, lambda: bob.subjects.get("order:1"))
    before = room.rows()
    host.subjects.remove("order:1")
    host.subjects.remove("order:none")
    assert room.rows() == before
    assert host.subjects.put("order:1", **CARD).version == 2
    assert bob.subjects.get("order:1").title == "Order 1"
    assert findings(room) == []


def test_only_the_host_describes(room: Room, refuses: Refuses) -> None:
    room.person("alice")
    put, plain = PutSubject(subject="order:1", title="mine"), Actor("acme", "alice")
    call = lambda: room.engines.call(endpoints.PUT_SUBJECT.name, put, plain)  # noqa: E731
    refuses(Forbidden, call)


@pytest.mark.parametrize(
    "change",
    [
        {"link": "javascript:alert(1)"},
        {"link": "data:text/html,x"},
        {"link": "//evil.example"},
        {"link": "/\\evil.example"},
        {"link": "https://user:pass@evil.example/"},
        {"link": "https:///x"},
        {"link": "/a b"},
        {"title": ""},
        {"title": "two\nlines"},
        {"title": "\u202egnp"},
        {"title": "x" * 201},
        {"tone": "red"},
        {"fields": [{"label": "a", "value": "b"}] * 11},
        {"actions": [{"id": "a", "label": "A", "href": "/", "event": "both"}]},
        {"actions": [{"id": "a", "label": "A"}]},
        {"actions": [{"id": "a", "label": "A", "href": "javascript:1"}]},
        {"actions": [{"id": "a", "label": "A", "href": "/"}] * 2},
        {"actions": [{"id": f"a{n}", "label": "A", "href": "/"} for n in range(6)]},
    ],
    ids=str,
)
def test_what_is_no_card_is_refused(room: Room, change: dict[str, Any], refuses: Refuses) -> None:
    host = room.plain(None)
    refuses(Invalid, lambda: host.subjects.put("order:1", **CARD | change))


def test_markup_is_text(room: Room) -> None:
    host = room.plain(None)
    put = host.subjects.put("order:1", title="<img src=x onerror=alert(1)>", visible="tenant")
    assert put.title == "<img src=x onerror=alert(1)>"


def test_a_long_name_of_a_subject_fits_the_record(room: Room) -> None:
    host, subject = room.plain(None), f"{'k' * 40}:{'v' * 120}"
    host.subjects.put(subject, title="long", visible="tenant")
    assert host.subjects.get(subject).title == "long"
    assert findings(room) == []
