"""Saved messages: one's own list, and only of what one may see now."""

import pytest

from onrecord.errors import Forbidden, Full, NotFound
from onrecord_server.core.settings import Limits
from tests.operations.conftest import Refuses
from tests.operations.reactions.test_reactions import archive
from tests.support import engines
from tests.support.engines import Room
from tests.support.verified import findings


def test_one_keeps_messages_of_all_conversations_the_latest_first(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    other = alice.conversations.create(kind="direct", members=["bob"]).id
    one, two = alice.messages.send(group, "one"), alice.messages.send(other, "two")
    bob.saved.add(two.id)
    bob.saved.add(one.id)
    before = room.rows()
    assert bob.saved.add(one.id).saved
    assert room.rows() == before
    first = bob.saved.list(limit=1)
    assert [(s.message.text, s.message.saved) for s in first.data] == [("one", True)]
    assert [s.message.text for s in bob.saved.iterate(limit=1)] == ["one", "two"]
    assert alice.saved.list().data == []
    assert not alice.messages.get(one.id).saved
    entry = room.entries()[-1]
    assert (entry.type, entry.audience) == ("message.saved", "p:bob")
    bob.saved.remove(two.id)
    assert [s.message.text for s in bob.saved.list().data] == ["one"]
    assert findings(room) == []


def test_what_is_out_of_sight_is_not_shown_and_can_be_let_go(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    gone, left = alice.messages.send(group, "c4nary one"), alice.messages.send(group, "c4nary two")
    bob.saved.add(gone.id)
    bob.saved.add(left.id)
    alice.messages.remove(gone.id)
    assert [s.message.id for s in bob.saved.list().data] == [left.id]
    alice.conversations.remove_member(group, "bob")
    assert bob.saved.list().data == []
    refuses(NotFound, lambda: bob.saved.add(left.id))
    assert not bob.saved.remove(left.id).saved, "the mark is one's own"
    refuses(NotFound, lambda: bob.saved.remove(left.id))
    alice.conversations.add_members(group, ["bob"], history="from_now")
    assert bob.saved.list().data == []
    assert findings(room) == []


def test_a_removed_message_cannot_be_saved(room: Room, group: str, refuses: Refuses) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    gone = alice.messages.send(group, "oops")
    alice.messages.remove(gone.id)
    refuses(Forbidden, lambda: bob.saved.add(gone.id))
    refuses(NotFound, lambda: room.plain("mallory").saved.add(gone.id))


def test_saving_is_personal_so_an_archive_does_not_stop_it(room: Room, group: str) -> None:
    alice = room.plain("alice")
    one = alice.messages.send(group, "one")
    archive(room, group)
    assert alice.saved.add(one.id).saved
    assert [s.message.text for s in alice.saved.list().data] == ["one"]


def test_one_keeps_so_many_and_no_more(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(saved=1)) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group", members=[]).id
        one, two = (alice.messages.send(made, text).id for text in ("one", "two"))
        alice.saved.add(one)
        with pytest.raises(Full):
            alice.saved.add(two)
        alice.saved.remove(one)
        alice.saved.add(two)


def test_what_is_out_of_sight_takes_no_room(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(saved=1)) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group", members=[]).id
        one, two, three = (alice.messages.send(made, text).id for text in ("one", "two", "three"))
        alice.saved.add(one)
        alice.messages.remove(one)
        alice.saved.add(two)
        with pytest.raises(Full):
            alice.saved.add(three)
