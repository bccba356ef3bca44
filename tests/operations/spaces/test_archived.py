"""What is archived can be read: every endpoint that writes refuses, but for one's own marks."""

from typing import Any, Final

import pytest

from onrecord.binding import make
from onrecord.endpoints import ENDPOINTS
from onrecord.errors import Archived
from onrecord_server.inprocess import actor_for
from tests.operations.conftest import Refuses
from tests.support.engines import Room, Worker


#: What a person does for themselves alone, what ends the archive, a look, which is a reading, a
#: report or an appeal, which go to who reviews, or what nobody has seen; nothing here is written to others.
#: Conversations with people outside are in no space, and somebody serves an archived one, too.
EXEMPT: Final = frozenset(
    {
        *("conversations.read", "conversations.mute", "conversations.level"),
        *("conversations.archive", "conversations.unarchive", "spaces.archive", "spaces.unarchive"),
        *("saved.add", "saved.remove", "threads.read", "threads.read_all"),
        *("announcements.reached", "announcements.export", "grants.messages"),
        *("grants.search", "grants.as_of", "reach.report"),
        *("conversations.tag", "conversations.untag"),
        *("reports.make", "appeals.make", "held.withdraw"),
        *("sms.assign", "sms.cover"),
    }
)
#: What else a command must say.
MORE: Final[dict[str, dict[str, Any]]] = {
    "conversations.update": {"title": "New"},
    "conversations.add_members": {"members": ["bob"]},
    "conversations.change_member": {"person_id": "bob", "role": "owner"},
    "conversations.remove_member": {"person_id": "bob"},
    "conversations.create": {"kind": "channel", "title": "New"},
    "announcements.acknowledge": {"version": 1},
    "attachments.begin": {"name": "a.txt", "size": 3},
    "messages.send": {"text": "hello", "client_id": "late"},
    "messages.edit": {"text": "changed"},
    "reactions.add": {"emoji": "👍"},
    "reactions.remove": {"emoji": "👍"},
    "spaces.update": {"title": "New"},
    "spaces.decide": {"person_id": "otto", "accept": True},
    "spaces.add_members": {"members": ["otto"]},
    "spaces.change_member": {"person_id": "bob", "role": "moderator"},
    "spaces.remove_member": {"person_id": "bob"},
    "spaces.set_rule": {"rule": 'id == "otto"'},
}
PLACES: Final = ("conversation_id", "message_id", "space_id")


def _walk() -> list[str]:
    """Every writing endpoint that names a place."""
    return sorted(
        name
        for name, endpoint in ENDPOINTS.items()
        if endpoint.writes and set(PLACES) & set(endpoint.command.model_fields)
    )


@pytest.fixture
def places(room: Room) -> dict[str, str]:
    """A message in an announcement channel of a space that is archived by now."""
    for name in ("bob", "otto"):
        room.person(name)
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales", members=["bob"], access="request").id
    room.plain("otto").spaces.request(space)
    made = alice.conversations.create(kind="announcement", title="News", space_id=space)
    sent = alice.messages.send(made.id, "read this", client_id="first")
    if hasattr(alice, "reactions"):
        alice.reactions.add(sent.id, "👍")
    alice.spaces.archive(space)
    return {"conversation_id": made.id, "message_id": sent.id, "space_id": space}


def test_every_writing_endpoint_refuses(
    room: Room, places: dict[str, str], refuses: Refuses
) -> None:
    wrong: list[tuple[str, str]] = []
    alice = Worker(room.engines, actor_for("acme", "alice", "host"))
    for name in set(_walk()) - EXEMPT:
        endpoint = ENDPOINTS[name]
        named = {n: places[n] for n in PLACES if n in endpoint.command.model_fields}
        command = make(endpoint.command, {**named, **MORE.get(name, {})})
        try:
            refuses(Archived, lambda: alice.call(endpoint, command))  # noqa: B023
        except BaseException as error:
            wrong.append((name, repr(error)[:200]))
    assert sorted(name for name, _ in wrong) == [], wrong


def test_reading_goes_on(room: Room, places: dict[str, str]) -> None:
    for name in ("alice", "bob"):
        me = room.plain(name)
        assert me.conversations.get(places["conversation_id"]).archived
        assert me.spaces.get(places["space_id"]).archived
        assert [m.text for m in me.messages.list(places["conversation_id"]).data] == ["read this"]
        me.conversations.read(places["conversation_id"], 10**6)
