"""Who hears live of acknowledgements, reminders, exports and reading: as few as may be."""

import asyncio
from contextlib import suppress
from typing import Any

from onrecord_server.core.actor import Actor
from onrecord_server.realtime.presence import MOST_NEIGHBOURS, Presence
from onrecord_server.realtime.resume import Snapshot
from onrecord_server.realtime.room import Room
from onrecord_server.realtime.session import Session
from tests.support.live import Live, Wire


def _announce(worker: Live) -> tuple[str, str]:
    with worker.chat.acting_as("acme", "alice") as me:
        made = me.conversations.create(kind="announcement", members=["bob", "carol"], title="News")
        return made.id, me.messages.send(made.id, "Read this", acknowledge=True).id


def _listening(worker: Live, *people: str) -> list[Wire]:
    wires = [worker.socket(person) for person in people]
    for wire in wires:
        wire.until("ready")
    return wires


def _frames(wire: Wire) -> list[dict[str, Any]]:
    found = []
    with suppress(TimeoutError):
        while True:
            found.append(wire.frame(0.4))
    return found


def _types(wire: Wire, count: int) -> list[str]:
    return [envelope["event"]["type"] for envelope in wire.events(count)]


def test_an_acknowledgement_is_heard_by_ones_devices_and_the_author(worker: Live) -> None:
    _, message = _announce(worker)
    author, one, other, reader = _listening(worker, "alice", "bob", "bob", "carol")
    answer = one.call("announcements.acknowledge", message_id=message, version=1)
    for wire in (author, other):
        (envelope,) = wire.events(1)
        event = envelope["event"]
        assert (event["type"], event["person_id"]) == ("message.acknowledged", "bob")
        assert event["commit"] == answer["result"]["commit"]
        assert envelope["position"] == answer["result"]["position"]
    assert reader.silent() == []


def test_who_comes_back_hears_of_the_same(worker: Live) -> None:
    conversation, message = _announce(worker)
    (start,) = _listening(worker, "carol")
    after = start.call("me.get")["result"]["position"]
    for person in ("bob", "carol"):
        with worker.chat.acting_as("acme", person) as me:
            me.announcements.acknowledge(message, 1)
            me.conversations.read(conversation, after)
    with worker.chat.acting_as("acme", "alice") as me:
        me.announcements.remind(message, to="unread")
        me.announcements.export(message)
    heard = {p: worker.socket(p, after=after) for p in ("alice", "bob", "carol")}
    own = ["message.acknowledged", "conversation.read"]
    assert _types(heard["bob"], 2) == own
    assert _types(heard["carol"], 2) == own
    assert _types(heard["alice"], 3) == [*["message.acknowledged"] * 2, "announcement.exported"]


def test_a_reminder_is_heard_by_all_who_were_asked(worker: Live) -> None:
    """Whose history begins after the announcement hears of no reminder, live or later."""
    conversation, message = _announce(worker)
    with worker.chat.acting_as("acme", "alice") as me:
        me.conversations.add_members(conversation, ["dora"], history="from_now")
    bob, dora = _listening(worker, "bob", "dora")
    after = dora.call("me.get")["result"]["position"]
    with worker.chat.acting_as("acme", "alice") as me:
        me.announcements.remind(message)
    (envelope,) = bob.events(1)
    assert envelope["event"] == {
        "type": "message.reminded",
        "conversation_id": conversation,
        "message_id": message,
        "version": 1,
        "to": "missing",
    }
    assert dora.silent() == []
    again = worker.socket("dora", after=after)
    again.until("ready")
    assert [frame for frame in _frames(again) if frame.get("events")] == []


def test_whoever_writes_is_answered_before_anybody_hears(worker: Live) -> None:
    conversation, _ = _announce(worker)
    alice, *_ = _listening(worker, "alice", "bob", "carol")
    alice.send(
        type="call",
        id="1",
        op="messages.send",
        args={"conversation_id": conversation, "text": "And this"},
    )
    frames: list[str] = []
    while "result" not in frames:
        frames.append(alice.frame()["type"])
    assert "events" not in frames


def test_nobody_is_told_who_types_in_announcements_or_has_got_them(worker: Live) -> None:
    conversation, _ = _announce(worker)
    alice, bob, carol = _listening(worker, "alice", "bob", "carol")
    position = alice.call("me.get")["result"]["position"]
    for who in (alice, bob):
        who.send(type="typing", conversation_id=conversation)
        who.send(type="delivered", conversation_id=conversation, position=position)
        assert who.call("me.get")["type"] == "result"
    kinds = {frame["type"] for who in (alice, bob, carol) for frame in _frames(who)}
    assert kinds <= {"presence", "events"}
    worker.socket("dave").until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        me.conversations.add_members(conversation, ["dave"])
    bob.send(type="typing", conversation_id=conversation)
    assert "typing" not in {frame["type"] for frame in _frames(carol)}


def _room(sockets: int) -> tuple[Room, list[Session]]:
    room = Room("acme", "e", 5)
    sessions = [
        Session(Actor("acme", f"p{n}"), lambda _code, _reason: None) for n in range(sockets)
    ]
    for session in sessions:
        room.enter(session, Snapshot("e", 5, {"cnv_1": 0}, {}))
    return room, sessions


def _told(sockets: int) -> int:
    room, sessions = _room(sockets)

    async def arrives() -> None:
        Presence({"acme": room}).delivered(sessions[0], "cnv_1", 5)

    asyncio.run(arrives())
    return sum(session.outbox.waiting for session in sessions)


def test_where_many_listen_nobody_is_told_what_has_arrived_where() -> None:
    """Each message to ten thousand would otherwise come back ten thousand times to each of them."""
    assert _told(MOST_NEIGHBOURS) == MOST_NEIGHBOURS - 1
    assert _told(MOST_NEIGHBOURS + 1) == 0
