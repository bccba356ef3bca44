"""A channel of a space that one is not in does not exist, on every endpoint that could name it.

For a guest of another channel, for who was removed, for who never was in, and for another tenant.
"""

from dataclasses import dataclass
from typing import Any, Final

import pytest

from onrecord.binding import make
from onrecord.endpoints import ENDPOINTS, Endpoint
from onrecord.errors import Invalid, NotFound, Refusal
from onrecord_server.core.actor import PERSONAL_SCOPES, Actor
from tests.operations.spaces.test_archived import MORE
from tests.support import engines
from tests.support.engines import Room, Worker


PLACES: Final = ("conversation_id", "message_id", "thread_id")
#: What is said of each is the same for what does not exist.
NOWHERE: Final = {
    "conversation_id": "cnv_" + "9" * 32,
    "message_id": "msg_" + "9" * 32,
    "thread_id": "msg_" + "9" * 32,
}
HIDDEN_FROM: Final = (("guest", "acme"), ("gone", "acme"), ("outside", "acme"), ("far", "globex"))
REST: Final[dict[str, dict[str, Any]]] = {
    **MORE,
    "attachments.begin": {"name": "a.txt", "size": 3},
    "conversations.read": {"position": 1},
    "conversations.mute": {"muted": True},
    "conversations.tag": {"tag": "privileged", "reason": "Counsel is in here"},
    "conversations.untag": {"tag": "privileged", "reason": "Counsel has left"},
    "conversations.level": {"level": "none"},
    "grants.messages": {"grant_id": "grt_" + "9" * 32},
    "conversations.as_of": {"at": "2026-01-02T03:04:05.000000Z"},
    "grants.as_of": {
        "grant_id": "grt_" + "9" * 32,
        "viewer": "guest",
        "at": "2026-01-02T03:04:05.000000Z",
    },
    "grants.search": {"grant_id": "grt_" + "9" * 32},
    "sms.assign": {"person_id": "guest"},
    "sms.cover": {"person_id": "guest"},
    "threads.read": {"position": 1},
}


@dataclass(frozen=True)
class Hidden:
    """A channel with a message in a space, and people who are not in it."""

    room: Room
    places: dict[str, str]
    space: str


@pytest.fixture
def hidden(database_url: str) -> Any:
    with engines.room(database_url) as room:
        for name, tenant in (*HIDDEN_FROM, ("bob", "acme")):
            room.person(name, tenant)
        alice = room.person("alice")
        space = alice.spaces.create(title="Sales", members=["bob", "gone"]).id
        made = {
            title: alice.conversations.create(
                kind="channel", title=title, space_id=space, joining="everybody"
            ).id
            for title in ("Hall", "Side")
        }
        sent = alice.messages.send(made["Hall"], "hello <@bob>", client_id="one").id
        alice.spaces.add_members(space, ["guest"], role="guest", channel_id=made["Side"])
        alice.spaces.remove_member(space, "gone")
        places = {"conversation_id": made["Hall"], "message_id": sent, "thread_id": sent}
        yield Hidden(room, places, space)


def _answer(worker: Worker, endpoint: Endpoint[Any, Any], places: dict[str, str]) -> str:
    """What is answered about a place: the words of the refusal, or that there is none."""
    fields = endpoint.command.model_fields
    named = {n: places[n] for n in PLACES if n in fields and fields[n].is_required()}
    command = make(endpoint.command, {**named, **REST.get(endpoint.name, {})})
    try:
        worker.call(endpoint, command)
    except NotFound as refusal:
        return str(refusal)
    except Invalid as refusal:
        return f"invalid: {refusal}"
    except Refusal as refusal:
        return f"told: {refusal}"
    return "answered"


def test_what_one_is_not_in_does_not_exist(hidden: Hidden) -> None:
    before, wrong = hidden.room.rows(), []
    for endpoint in _naming(PLACES):
        for person, tenant in HIDDEN_FROM:
            worker = Worker(hidden.room.engines, Actor(tenant, person, PERSONAL_SCOPES))
            there = _answer(worker, endpoint, hidden.places)
            if there != _answer(worker, endpoint, NOWHERE) or not there.endswith("[not_found]"):
                wrong.append((endpoint.name, person, there))
    assert wrong == []
    assert hidden.room.rows() == before


def _naming(places: tuple[str, ...]) -> list[Endpoint[Any, Any]]:
    """Every endpoint that must name one of these places."""
    return [
        endpoint
        for endpoint in ENDPOINTS.values()
        if any(
            field.is_required() and name in places
            for name, field in endpoint.command.model_fields.items()
        )
    ]
