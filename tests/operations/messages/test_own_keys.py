"""The ``client_id`` of a message is its author's: nothing has judged it, so nobody else is told it."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.client import Actor as Client
from onrecord_server.core.doc import encode
from onrecord_server.core.writer import Committed
from onrecord_server.realtime import resume
from onrecord_server.realtime.frames import events_frames
from onrecord_server.realtime.items import Item, item_of, kept_to_author
from tests.support.engines import Room


WORDS = "sell-everything-before-monday"


def test_only_the_author_reads_the_key_of_a_message_wherever_it_is_read(room: Room) -> None:
    alice, bob = room.person("alice"), room.person("bob")
    place = alice.conversations.create(kind="group", members=["bob"]).id
    bob.conversations.list()
    sent = alice.messages.send(place, "hello", client_id=WORDS)
    assert sent.client_id == WORDS
    alice.pins.add(sent.id)
    bob.saved.add(sent.id)
    read: list[Callable[[Client], Any]] = [
        lambda me: me.messages.list(place),
        lambda me: me.messages.get(sent.id),
        lambda me: me.conversations.get(place),
        lambda me: me.conversations.list(),
        lambda me: me.pins.list(place),
    ]
    assert all(WORDS in ask(alice).model_dump_json() for ask in read)
    assert not any(WORDS in ask(bob).model_dump_json() for ask in read)
    assert WORDS not in bob.saved.list().model_dump_json()
    alice.conversations.change_member(place, "bob", role="owner")
    for _ in range(2):
        assert bob.messages.remove(sent.id, reason="no").client_id is None
    assert alice.messages.get(sent.id).client_id == WORDS


def test_only_the_author_is_told_it_live_and_after_a_gap(room: Room) -> None:
    told: list[Item] = []

    def heard(committed: Committed) -> None:
        told.extend(item_of(one) for one in committed.sealed)

    room.engines.listeners.append(heard)
    alice, bob = room.person("alice"), room.person("bob")
    place = alice.conversations.create(kind="group", members=["bob"]).id
    sent = alice.messages.send(place, '"client_id":null', client_id=WORDS)
    alice.messages.edit(sent.id, 'and "client_id":null')
    bob.messages.send(place, "hi", client_id="of-bob")
    room.engines.stop()
    database = room.engines.prepared("acme")
    with database.read() as connection:
        again = resume.stretch(database, connection, "acme", -1, 200)
    for items in (told, again):
        assert _keys(items, "alice") == [WORDS, WORDS, None]
        assert _keys(items, "bob") == [None, None, "of-bob"]
        assert _keys(items, "") == [None, None, None]


def _keys(items: list[Item], person: str) -> list[str | None]:
    """Return the keys of the messages in what somebody is told."""
    found = [json.loads(frame) for frame in events_frames(-1, 200, items, person)]
    events = [one["event"] for frame in found for one in frame["events"]]
    return [one["message"]["client_id"] for one in events if "message" in one]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40) | st.sampled_from(['"client_id":null', '\\"client_id":"c1"']))
def test_whatever_a_message_says_it_is_the_key_that_is_kept(text: str) -> None:
    message: dict[str, Any] = {"author": "alice", "text": text, "client_id": "c1", "also": text}
    event = {"message": message}
    raw, own = kept_to_author(encode(event), event)
    item = Item(1, "message.created", "msg_1", "c:1", None, raw, event, 1, own)
    assert json.loads(item.told("alice")) == event
    assert json.loads(item.told("bob")) == {"message": {**message, "client_id": None}}
