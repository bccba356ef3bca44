"""Marks on messages, live and replayed: who may not see a message hears of nothing about it."""

import time
from typing import Any

from websockets.exceptions import ConnectionClosed

from onrecord_server import RateLimits
from onrecord_server.doorway.limits import Rate
from tests.realtime.conftest import room
from tests.support.live import Live, live
from tests.support.soon import PATIENCE


def _heard(wire: Any, awaited: str) -> str:
    """Everything that a socket says, as text: what is awaited, and then until it is quiet."""
    said = ""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            said += str(wire.frame(0.6))
        except TimeoutError:
            if awaited in said or time.monotonic() > deadline:
                return said


def _resumed(worker: Live, person: str, after: int, awaited: str) -> str:
    """Everything that a socket says which comes back; told to resume again, it does."""
    for _ in range(9):
        try:
            return _heard(worker.socket(person, after=after), awaited)
        except ConnectionClosed as closed:
            if closed.rcvd is None or closed.rcvd.code != 4013:
                raise
    raise AssertionError("it is told to resume for ever")


def _followed(worker: Live, wire: Any, person: str, after: int, awaited: str) -> str:
    """Everything that an open socket says; where it is told to resume, what comes back then."""
    try:
        return _heard(wire, awaited)
    except ConnectionClosed as closed:
        if closed.rcvd is None or closed.rcvd.code != 4013:
            raise
        return _resumed(worker, person, after, awaited)


def test_whose_window_begins_later_hears_of_no_older_message(worker: Live) -> None:
    group = room(worker, "bob")
    with worker.chat.acting_as("acme", "alice") as me:
        old = me.messages.send(group, "old")
        start = me.me().position
        me.conversations.add_members(group, ["late"], history="from_now")
        live, friend = worker.socket("late"), worker.socket("bob")
        for wire in (live, friend):
            wire.until("ready")
        for emoji in ("🦜", "🎉"):
            me.reactions.add(old.id, emoji)
        me.reactions.remove(old.id, "🎉")
        me.pins.add(old.id)
        me.pins.remove(old.id)
        me.saved.add(old.id)
        new = me.messages.send(group, "new")
        me.reactions.add(new.id, "🐝")
    told = [_heard(live, "🐝"), _resumed(worker, "late", start, "🐝")]
    for text in told:
        assert old.id not in text
        assert "🦜" not in text
        assert "🐝" in text
    assert "🦜" in (seen := _heard(friend, "message.unpinned"))
    assert "message.unpinned" in seen
    assert "message.saved" not in seen


def test_whose_window_begins_later_hears_nothing_of_an_older_thread(worker: Live) -> None:
    group = room(worker, "bob")
    with worker.chat.acting_as("acme", "alice") as me:
        root = me.messages.send(group, "root").id
        start = me.me().position
        me.conversations.add_members(group, ["late"], history="from_now")
        live, friend = worker.socket("late"), worker.socket("bob")
        for wire in (live, friend):
            wire.until("ready")
        aside = me.messages.send(group, "aside", thread_id=root)
        me.messages.edit(aside.id, "aside again")
        me.reactions.add(aside.id, "🦜")
        # A removal takes what is not sent yet from the ring, and who missed it is told to resume.
        assert "aside again" in _heard(friend, "🦜")
        me.messages.remove(aside.id)
        me.messages.send(group, "shown", thread_id=root, also_in_channel=True)
    heard = _followed(worker, live, "late", start, "shown")
    for text in (heard, _resumed(worker, "late", start, "shown")):
        assert "aside" not in text
        assert aside.id not in text
        assert "🦜" not in text
        assert "shown" in text


def test_who_comes_back_is_not_told_what_was_thought_of_a_removed_message(worker: Live) -> None:
    group = room(worker, "bob")
    with worker.chat.acting_as("acme", "alice") as me:
        start = me.me().position
        said = me.messages.send(group, "oops")
        me.reactions.add(said.id, "🦜")
        me.messages.remove(said.id)
    text = _resumed(worker, "bob", start, "reaction.added")
    assert "reaction.added" in text
    assert "🦜" not in text


def test_a_card_that_was_replaced_is_told_to_nobody_who_comes_back(worker: Live) -> None:
    room(worker, "bob")
    with worker.chat.acting_as("acme") as host:
        start = worker.rest("bob").get("me").json()["position"]
        host.subjects.put("note:1", title="c4nary one", visible="tenant")
        host.subjects.put("note:1", title="c4nary two")
        host.subjects.put("note:2", title="here", visible="tenant")
        host.subjects.put("note:3", title="c4nary three", visible="tenant")
        host.subjects.remove("note:3")
    text = _resumed(worker, "bob", start, "here")
    assert "c4nary" not in text
    assert "here" in text


def test_reacting_too_often_is_refused_with_the_seconds_to_wait(small_url: str) -> None:
    slow = RateLimits(person_writes=(Rate(0.1, 3),))
    with live(small_url, rate_limits=slow) as worker:
        group = room(worker, "bob")
        with worker.chat.acting_as("acme", "alice") as me:
            said = me.messages.send(group, "hello")
        client, path = worker.rest("bob"), f"messages/{said.id}/reactions"
        assert client.get("me").status_code == 200
        answers = [client.put(path, json={"emoji": emoji}) for emoji in "👍🎉🦜🐝"]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].json()["retry_after"] >= 1
        assert "retry-after" in answers[-1].headers
        assert client.get(f"messages/{said.id}").json()["reactions"][2]["emoji"] == "🦜"
