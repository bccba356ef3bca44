"""Whoever the host's own code acts as sees that it did, before it reads the first word."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from onrecord import endpoints
from onrecord.errors import Forbidden, PersonDeactivated
from onrecord.wire.impersonations import ListImpersonations, NoteImpersonation
from onrecord.wire.people import DeactivatePerson
from onrecord_server import OnRecord
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.ports import Ports
from onrecord_server.oversight.impersonating import NOTE, Uses
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


def uses(chat: OnRecord, person: str) -> list[str]:
    """What a person sees, asked by nobody but them."""
    name, asked = endpoints.LIST_IMPERSONATIONS.name, ListImpersonations()
    found = chat.engines.call(name, asked, Actor("acme", person)).value
    return [one["service"] for one in found["data"]]


def test_a_look_in_somebodys_name_is_theirs_to_see(
    chat: OnRecord, room: Room, conversation: str
) -> None:
    assert uses(chat, "alice") == ["service:host"], "it made the conversation as alice"
    assert uses(chat, "bob") == []
    with chat.acting_as("acme", "bob", service="orders") as me:
        assert uses(chat, "bob") == [], "nothing was asked yet"
        me.messages.list(conversation)
        me.messages.list(conversation)
    assert uses(chat, "bob") == ["service:orders"]
    assert room.types()[-1] == "impersonation.used"
    with chat.acting_as("acme", "bob", service="payroll") as me:
        me.conversations.list()
    assert uses(chat, "bob") == ["service:payroll", "service:orders"]
    assert findings(room) == []
    check_invariants(room)


@pytest.mark.req("HIP-6")
def test_what_cannot_be_written_down_is_not_read(chat: OnRecord, conversation: str) -> None:
    chat.engines.call("people.deactivate", DeactivatePerson(person_id="bob"), host_actor("acme"))
    with chat.acting_as("acme", "bob") as me, pytest.raises(PersonDeactivated):
        me.messages.list(conversation)
    assert conversation
    bare = Actor("acme", "alice", frozenset(), on_behalf_of="service:host")
    with pytest.raises(Forbidden, match="impersonate"):
        chat.engines.call(NOTE.name, NoteImpersonation(), bare)


def test_in_a_joined_transaction_it_stands_or_falls_with_it(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session:
        with chat.join(session, "acme", "bob") as me:
            me.messages.list(conversation)
            me.messages.list(conversation)
        session.rollback()
    assert uses(chat, "bob") == []
    with Session(engine) as session, session.begin(), chat.join(session, "acme", "bob") as me:
        me.messages.list(conversation)
        me.messages.send(conversation, "From the app.")
    assert uses(chat, "bob") == ["service:host"]


def test_it_is_said_again_in_another_hour() -> None:
    now = datetime(2026, 1, 5, 9, 59, 59, tzinfo=UTC)
    known, actor = Uses(Ports(clock=lambda: now)), Actor("acme", "bob", on_behalf_of="service:host")
    assert not known.knows(actor)
    known.learn(actor)
    assert known.knows(actor)
    assert not known.knows(Actor("acme", "bob", on_behalf_of="service:hr"))
    now += timedelta(seconds=2)
    assert not known.knows(actor)
