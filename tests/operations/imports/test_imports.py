"""A file is on the record before it is read, every thing in it is dealt with once, and nobody is told."""

import hashlib
import io
import json
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import ChoiceNeeded, Conflict, Forbidden, Invalid, NotFound, WrongOffset
from onrecord.wire.imports import Import, ImportFormat
from onrecord_server.core.actor import host_actor
from onrecord_server.core.rows import contents
from onrecord_server.imports import reading, rules
from onrecord_server.imports.formats.base import Choices
from onrecord_server.imports.reading import Held, Reading
from onrecord_server.messages.rows import messages
from onrecord_server.people.rows import people
from tests.operations.conftest import Refuses
from tests.support.engines import Room, Worker


CHAT = b"".join(
    b"13/06/18, 21:%02d - %s: line %d\nand on\n" % (n, b"ann" if n % 2 else b"Ben", n)
    for n in range(10)
)


@pytest.fixture
def host(room: Room) -> Client:
    """The host's own code."""
    return Client(Worker(room.engines, host_actor("acme")))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on from nothing but the record, as after a kill."""
    monkeypatch.setattr("onrecord_server.imports.bringing.HELD", Held(most=0))


def kept(host: Client, data: bytes = CHAT, program: ImportFormat = "whatsapp") -> Import:
    return host.imports.upload(program, "chat.txt", io.BytesIO(data))


def brought(host: Client, found: Import, limit: int = 4, **said: Any) -> Import:
    now = host.imports.start(found.id, **({"tz": "Europe/Berlin"} | said))
    while now.state == "running":
        now = host.imports.advance(found.id, limit=limit)
    return now


def rows(room: Room, table: sa.Table) -> list[Any]:
    with room.engines.prepared("acme").read() as connection:
        return list(connection.execute(sa.select(table).where(table.c.tenant == "acme")))


def created(room: Room) -> list[dict[str, Any]]:
    return [json.loads(row.entry) for row in room.entries() if row.type == "message.created"]


def test_the_file_is_on_the_record_byte_for_byte_before_it_is_read(
    room: Room, host: Client
) -> None:
    data = bytes(range(256)) * 4096
    found = kept(host, data)
    assert (found.state, found.parts, found.size) == ("kept", 2, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert room.types()[-4:] == [
        "import.begun",
        "import.received",
        "import.received",
        "import.moved",
    ]
    entry = json.loads(room.entries()[-1].entry)
    assert entry["facts"]["sha256"] == found.sha256
    assert "chat.txt" not in json.dumps([row.entry for row in room.entries()])


def test_a_preview_counts_and_changes_nothing(room: Room, host: Client) -> None:
    found = kept(host, b"lost\n" + CHAT)
    before = room.rows()
    seen = host.imports.preview(found.id, tz="Europe/Berlin")
    assert (seen.said, seen.unparsed, seen.notices) == (10, 1, 0)
    assert {(one.author, one.said, one.person_id) for one in seen.people} == {
        ("ann", 5, None),
        ("Ben", 5, None),
    }
    assert [(one.line, one.start, one.end) for one in seen.faults] == [(1, 0, 5)]
    assert (
        (seen.first_at.hour, seen.last_at.minute) == (19, 9)
        if seen.first_at and seen.last_at
        else False
    )
    assert room.rows() == before


def test_what_was_said_becomes_messages_of_then_and_of_who_said_it(
    room: Room, host: Client
) -> None:
    room.person("alice")
    found = kept(host, b"lost\n" + CHAT)
    end = room.end()
    now = brought(host, found, people={"ann": "alice"})
    assert (now.state, now.done, now.said, now.held, now.unparsed) == ("done", 11, 10, 0, 1)
    said = created(room)
    assert [one["actor"] == "alice" for one in said] == [n % 2 == 1 for n in range(10)]
    assert {one["on_behalf_of"] for one in said} == {"service:host"}
    assert {one["facts"]["captured_via"] for one in said} == {"import"}
    source = b"lost\n" + CHAT
    spans = [one["facts"]["captured"] for one in said]
    assert source[spans[3]["start"] : spans[3]["end"]] == b"13/06/18, 21:03 - ann: line 3\nand on\n"
    assert {(one["sha256"], one["tz"], one["confidence"]) for one in spans} == {
        (found.sha256, "Europe/Berlin", "sure")
    }
    assert spans[3]["said_at"].startswith("2018-06-13T19:03:00")
    written = sorted(rows(room, messages), key=lambda row: row.position)
    assert [row.said_at for row in written] == sorted({row.said_at for row in written})
    assert max(row.said_at for row in written) < min(row.created_at for row in written)
    heard = {row.audience for row in room.entries(after=end)} - {"-"}
    place, outside = f"c:{written[0].conversation}", rules.outsider(found.id, "Ben")
    assert heard == {place, f"p:{outside}"}, "of people, only somebody who cannot be there"
    assert room.plain("alice").conversations.list().data == []
    outsider = next(row for row in rows(room, people) if row.id.startswith("outside-"))
    assert (outsider.name, outsider.status) == ("Ben", "deactivated")
    report = host.imports.report(found.id)
    assert [(one.line, one.why) for one in report.data] == [
        (1, "no message begins before this line")
    ]


def test_the_words_are_there_with_what_the_file_says_of_them(room: Room, host: Client) -> None:
    brought(host, kept(host))
    ids = {row.content_id for row in rows(room, messages)}
    words = [json.loads(row.body) for row in rows(room, contents) if row.id in ids]
    assert {one["text"] for one in words} == {f"line {n}\nand on" for n in range(10)}
    assert {one["source"]["author"] for one in words} == {"ann", "Ben"}


def test_the_same_file_again_brings_nothing(room: Room, host: Client, refuses: Refuses) -> None:
    first = kept(host)
    brought(host, first)
    second = kept(host)
    refused = refuses(Conflict, lambda: host.imports.start(second.id, tz="Europe/Berlin"))
    assert refused.extra["import_id"] == first.id  # type: ignore[attr-defined]
    before = room.rows()
    assert host.imports.advance(first.id).state == "done"
    assert room.rows() == before


def test_a_cancelled_import_goes_on_where_it_stopped(room: Room, host: Client) -> None:
    found = kept(host)
    host.imports.start(found.id, tz="Europe/Berlin")
    assert host.imports.advance(found.id, limit=3).done == 3
    assert host.imports.cancel(found.id).state == "cancelled"
    with pytest.raises(Conflict):
        host.imports.advance(found.id)
    assert brought(host, found).said == 10
    texts = [one["facts"]["captured"]["start"] for one in created(room)]
    assert texts == sorted(set(texts))
    assert len(texts) == 10


def test_one_that_is_cancelled_before_its_file_has_come_is_not_read(
    room: Room, host: Client, refuses: Refuses
) -> None:
    begun = host.imports.create("whatsapp", "chat.txt")
    host.imports.put(begun.id, 1, CHAT[:100])
    host.imports.cancel(begun.id)
    for read in (
        lambda: host.imports.start(begun.id, tz="Europe/Berlin"),
        lambda: host.imports.preview(begun.id, tz="Europe/Berlin"),
        lambda: host.imports.report(begun.id),
    ):
        refuses(Conflict, read)
    assert host.imports.get(begun.id).state == "cancelled"
    assert "message.created" not in room.types()


def test_a_reading_that_is_held_goes_on_without_reading_again(
    host: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord_server.imports.bringing.HELD", Held())
    opened: list[str] = []
    real = reading._open

    def counted(row: Any, chosen: Choices) -> Reading:
        opened.append(row.id)
        return real(row, chosen)

    monkeypatch.setattr(reading, "_open", counted)
    assert brought(host, kept(host), limit=2).said == 10
    assert len(opened) == 2, "once to start, once to go through it"


def test_whoever_wrote_a_sheet_with_our_ids_is_found_and_the_host_may_say_otherwise(
    room: Room, host: Client
) -> None:
    room.person("alice")
    line = {"author": "alice", "at": "2020-01-01T10:00:00Z", "text": "hi"}
    found = kept(host, json.dumps(line).encode(), "jsonl")
    assert host.imports.preview(found.id).people[0].person_id == "alice"
    object.__setattr__(room.engines.hooks, "match_people", lambda *_: None)
    assert host.imports.preview(found.id).people[0].person_id is None
    brought(host, found, tz=None)
    assert created(room)[0]["actor"] == rules.outsider(found.id, "alice")


def test_pieces_come_in_their_order_and_as_they_were(host: Client, refuses: Refuses) -> None:
    made = host.imports.create("whatsapp", "chat.txt")
    refuses(WrongOffset, lambda: host.imports.put(made.id, 2, b"x"))
    refuses(Invalid, lambda: host.imports.finish(made.id, "0" * 64))
    host.imports.put(made.id, 1, b"x")
    assert host.imports.put(made.id, 1, b"x").parts == 1
    refuses(WrongOffset, lambda: host.imports.put(made.id, 1, b"y"))
    refuses(Invalid, lambda: host.imports.put(made.id, 2, b"y"))
    refuses(Invalid, lambda: host.imports.finish(made.id, "0" * 64))
    refuses(Conflict, lambda: host.imports.preview(made.id))


def test_choices_are_asked_for_and_people_have_to_be_there(host: Client, refuses: Refuses) -> None:
    found = kept(host)
    refuses(ChoiceNeeded, lambda: host.imports.start(found.id))
    refuses(Invalid, lambda: host.imports.start(found.id, tz="Mars/Base"))
    refuses(
        Invalid, lambda: host.imports.start(found.id, tz="Europe/Berlin", people={"ann": "nobody"})
    )
    refuses(Conflict, lambda: host.imports.advance(found.id))


def test_it_is_for_who_looks_after_it(room: Room, host: Client, refuses: Refuses) -> None:
    found = kept(host)
    alice = room.person("alice")
    refuses(Forbidden, alice.imports.list)
    refuses(Forbidden, lambda: alice.imports.create("whatsapp", "x"))
    refuses(Forbidden, lambda: alice.imports.get(found.id))
    refuses(NotFound, lambda: host.imports.get("ipt_" + "0" * 32))
    assert [one.name for one in host.imports.list().data] == ["chat.txt"]
