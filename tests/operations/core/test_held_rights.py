"""What a worker holds of rights decides nothing by itself: a refusal is proved as a change is."""

import pytest
import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden, NotFound, PersonDeactivated
from onrecord.wire.messages import SendMessage
from onrecord_server.announcements.rows import reached
from tests.support.engines import Room
from tests.support.statements import statements


def test_who_may_post_again_is_not_refused_by_what_the_other_worker_holds(
    room: Room, elsewhere: Room, group: str
) -> None:
    alice, bob = room.plain("alice"), elsewhere.plain("bob")
    alice.conversations.update(group, posting="moderators")
    with pytest.raises(Forbidden):
        bob.messages.send(group, "may I?")
    alice.conversations.update(group, posting="everybody")
    assert bob.messages.send(group, "I may").text == "I may"


def test_who_was_removed_on_one_worker_is_told_no_number_on_the_other(
    room: Room, elsewhere: Room, group: str
) -> None:
    many = [f"p{n}" for n in range(60)]
    for name in many:
        room.person(name)
    alice, bob = room.plain("alice"), elsewhere.plain("bob")
    alice.conversations.add_members(group, many)
    bob.messages.send(group, "here")
    alice.conversations.remove_member(group, "bob")
    with pytest.raises(NotFound):
        bob.messages.send(group, "<!channel> how many are you?")


def test_what_arrives_at_who_is_gone_or_deactivated_leaves_no_row(
    room: Room, elsewhere: Room, group: str
) -> None:
    alice = room.plain("alice")
    alice.conversations.update(group, posting="moderators")
    sent = alice.messages.send(group, "news", acknowledge=True)
    bob, carol = elsewhere.plain("bob"), elsewhere.plain("carol")
    for reader in (bob, carol):
        with pytest.raises(Forbidden):
            reader.messages.send(group, "held from now on")
    alice.conversations.remove_member(group, "bob")
    assert bob.announcements.reached([sent.id]).message_ids == []
    room.plain(None).people.deactivate("carol")
    with pytest.raises(PersonDeactivated):
        carol.announcements.reached([sent.id])
    with room.engines.prepared("acme").read() as connection:
        assert connection.execute(sa.select(reached)).all() == []


def test_a_batch_of_sends_asks_for_the_head_once(room: Room, group: str) -> None:
    """The proof costs a statement only where nothing is recorded, and so nothing is locked."""
    room.plain("bob").messages.send(group, "held from now on")
    good = SendMessage(conversation_id=group, text="go", client_id=None)
    with statements(room.engines.prepared("acme").engine) as asked:
        answers = room.batch(*(("bob", endpoints.SEND_MESSAGE, good) for _ in range(20)))
    assert [answer.text for answer in answers] == ["go"] * 20
    assert len([sql for sql in asked if sql.startswith("SELECT") and "heads" in sql]) == 1
