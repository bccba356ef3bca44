"""What is told is what the record says: names as they were, every version, who was there, what is erased."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server import OnRecord
from onrecord_server.core.actor import host_actor
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import NOBODY, Draft, Recorded
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.stream import seal
from onrecord_server.core.unit import Unit
from onrecord_server.exports import reading
from onrecord_server.exports.formats import lines, rsmf
from onrecord_server.exports.names import asking
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.told import Called, Closed, Event, Reopened, Room, Words
from tests.exports import scenes
from tests.record.conftest import TENANT, nobody


@pytest.fixture
def chat(database_url: str) -> Iterator[OnRecord]:
    found = OnRecord(database_url, identify=nobody, tenants=[TENANT])
    found.migrate()
    yield found
    found.close()


def happened(chat: OnRecord) -> dict[str, str]:
    """Tell a small story; return the ids of what is in it."""
    with chat.acting_as(TENANT) as host:
        for person in ("alice", "bob", "carol", "dora"):
            host.people.upsert(person, name=person.title(), attributes={"email": f"{person}@x.com"})
    with chat.acting_as(TENANT, "alice") as me:
        made = me.conversations.create(kind="group", members=["bob", "carol"], title="Orders")
        first = me.messages.send(made.id, "12 a ton")
        me.messages.edit(first.id, "11 a ton")
        me.conversations.update(made.id, title="Orders 2026")
        me.conversations.add_members(made.id, ["dora"], history="from_now")
    with chat.acting_as(TENANT) as host:
        host.people.upsert("bob", name="Robert")
    with chat.acting_as(TENANT, "bob") as me:
        second = me.messages.send(made.id, "agreed", reply_to=first.id)
        me.reactions.add(first.id, "👍")
        me.conversations.read(made.id, second.position or 0)
        me.messages.remove(second.id, reason="too soon")
    with chat.acting_as(TENANT, "alice") as me:
        me.conversations.remove_member(made.id, "carol")
        me.conversations.create(kind="group", members=["bob"], title="Other")
    return {"conversation": made.id, "first": first.id, "second": second.id}


def reader(chat: OnRecord, **given: Any) -> Reader:
    database = chat.engines.directory.database(TENANT)

    with database.read() as connection:
        size = connection.exec_driver_sql("SELECT count(*) FROM onrecord_entries").scalar_one()
    known = {"upto": size, "until": moment(2**53)}
    return Reader(asking(database), TENANT, Scope(**{**known, **given}))


def told(chat: OnRecord, **given: Any) -> list[tuple[Room, list[Event]]]:
    return [(room, list(room.events())) for room in reader(chat, **given).rooms()]


def shape(events: list[Event]) -> list[tuple[Any, ...]]:
    """Return kind, who and what of events."""
    found: list[tuple[Any, ...]] = []
    for one in events:
        who = (
            getattr(one, "person", None) or getattr(one, "author", None) or getattr(one, "by", None)
        )
        words = getattr(one, "words", None) or getattr(one, "title", None)
        found.append((one.kind, who and who.name, words and words.text))
    return found


@pytest.mark.req("SEC-4")
def test_it_is_told_as_it_was_then(chat: OnRecord) -> None:
    ids = happened(chat)
    (room, events), (other, _) = told(chat)
    assert shape(events) == [
        *(("joined", name, None) for name in ("Alice", "Bob", "Carol")),
        ("said", "Alice", "12 a ton"),
        ("edited", "Alice", "11 a ton"),
        ("renamed", "Alice", "Orders 2026"),
        ("joined", "Dora", None),
        ("called", "Robert", None),
        ("said", "Robert", "agreed"),
        ("reacted", "Robert", None),
        ("read", "Robert", None),
        ("removed", "Robert", "agreed"),
        ("left", "Carol", None),
    ]
    assert (room.scene.place.title, room.scene.present, other.scene.place.title) == (
        "Orders",
        (),
        "Other",
    )
    said: Any = events[3]
    edited: Any = events[4]
    dora: Any = events[6]
    answer: Any = events[8]
    removed: Any = events[11]
    assert (said.edited_at, edited.before, edited.version) == (edited.at, Words("12 a ton"), 2)
    assert (dora.whole, dora.by.email) == (False, "alice@x.com")
    assert (answer.reply_to, answer.on_behalf_of) == (ids["first"], "service:host")
    assert (removed.reason, removed.by.name) == (Words("too soon"), "Robert")


BECAME = (Called, Closed, Reopened)


def became(events: list[Event]) -> list[tuple[str, str | None]]:
    """Return what became of people elsewhere."""
    return [(one.kind, one.person.name) for one in events if isinstance(one, BECAME)]


@pytest.mark.req("SEC-2")
def test_what_became_of_people_is_told_where_they_are_known_and_nowhere_else(
    chat: OnRecord,
) -> None:
    happened(chat)
    with chat.acting_as(TENANT) as host:
        host.people.upsert("alice", name="Alice Moreau", attributes={"email": "alice@x.com"})
        host.people.upsert("dora", name="Dora", attributes={"email": "dora@x.com", "team": "7"})
        for person in ("carol", "bob"):
            host.people.deactivate(person)
        host.people.reactivate("bob")
    (_, orders), (_, other) = told(chat)
    back = [("called", "Alice Moreau"), ("closed", "Robert"), ("reopened", "Robert")]
    assert became(orders) == [("called", "Robert"), back[0], ("closed", "Carol"), *back[1:]]
    assert became(other) == back
    assert [one.position for one in orders] == sorted(one.position for one in orders)
    (_, few), *_ = told(chat, until=orders[-2].at)
    assert became(few) == became(orders)[:-2]
    assert [became(events) for _, events in told(chat, bare=True)] == [[], []]
    assert [became(events) for _, events in told(chat, after=0)] == [[], []]


def test_whom_a_version_names_and_who_acknowledged_it_is_told(chat: OnRecord) -> None:
    with chat.acting_as(TENANT) as host:
        for person in ("alice", "bob"):
            host.people.upsert(person, name=person.title())
    with chat.acting_as(TENANT, "alice") as me:
        news = me.conversations.create(kind="announcement", title="News", members=["bob"]).id
        sent = me.messages.send(news, "<@bob>, <!channel>, hard hats", acknowledge=True).id
    with chat.acting_as(TENANT, "bob") as me:
        me.announcements.acknowledge(sent, 1)
    with chat.acting_as(TENANT, "alice") as me:
        me.messages.edit(sent, "hard hats")
    ((_, events),) = told(chat)
    said, done, edited = [one for one in events if one.kind in ("said", "edited", "noted")]
    assert said.kind == "said"
    assert (said.mentions, said.wide, said.acknowledge) == (("bob",), "channel", True)
    assert done.kind == "noted"
    assert (done.type, done.by.id, done.version) == ("message.acknowledged", "bob", 1)
    assert edited.kind == "edited"
    assert (edited.mentions, edited.wide) == ((), None)


def test_a_stretch_begins_with_who_was_there(chat: OnRecord) -> None:
    ids = happened(chat)
    _, events = told(chat)[0]
    since = events[8].at
    ((room, later),) = told(chat, since=since, until=since + timedelta(microseconds=1))[:1]
    assert [one.name for one in room.scene.present] == ["Alice", "Robert", "Carol", "Dora"]
    assert room.scene.place.title == "Orders 2026"
    # The answer was said within, so what became of it belongs to it.
    assert [one.kind for one in later] == ["said", "removed"]
    ((_, few),) = told(chat, admits=lambda _: {ids["first"]}, bare=True)[:1]
    assert [one.kind for one in few if one.kind not in ("joined", "left", "renamed")] == [
        *("said", "edited", "reacted"),
    ]


def test_pages_fit_together(chat: OnRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    happened(chat)
    whole = [events for _, events in told(chat)]
    monkeypatch.setattr(reading, "PAGE", 2)
    assert [events for _, events in told(chat)] == whole


def test_it_comes_back_from_lines_and_from_rsmf(chat: OnRecord) -> None:
    happened(chat)
    for room, events in told(chat):
        assert lines.read(lines.lines(room)) == (room.scene, events)
        files = scenes.written(rsmf.write(scenes.whole(room))).values()
        assert rsmf.read(files) == (room.scene, events)


def test_what_was_erased_names_its_event(chat: OnRecord) -> None:
    ids = happened(chat)
    erased = f"{ids['first']}:2"
    position = _erase(chat, erased)
    (_, events), _ = told(chat)
    found: Any = [one for one in events if one.kind in ("said", "edited")]
    assert [one.words for one in found[:2]] == [Words("12 a ton"), Words(erased=position)]


def _erase(chat: OnRecord, content: str) -> int:
    """Erase a text the proper way: content and salt go, an entry says so, in one transaction."""
    database = chat.engines.directory.database(TENANT)
    draft = Draft("content.erased", "msg_1", NOBODY, {}, facts={"contents": [content]})
    gone = "UPDATE onrecord_contents SET body = NULL, salt = NULL, destroyed_at = 1 WHERE id = :id"
    with database.write() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        unit.record(Recorded(draft, host_actor(TENANT, "retention"), 1_700_000_000_000_000))
        (sealed,) = seal(unit)
        connection.execute(sa.text(gone), {"id": content})
    return sealed.position
