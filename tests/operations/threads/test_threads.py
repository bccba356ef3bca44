"""Threads: who follows, what is unread in them, and what is told of them to whom."""

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.errors import NotFound, OnRecordError
from onrecord.wire.threads import Thread
from tests.support.as_read import by_others
from tests.support.engines import Room


Refuses = Callable[[type[OnRecordError], Callable[[], Any]], OnRecordError]


def _unread(room: Room, person: str, group: str) -> tuple[int, int]:
    shown = room.plain(person).conversations.get(group)
    return shown.unread, shown.unread_threads


def _thread(room: Room, group: str) -> str:
    """A root by alice that bob answered once."""
    root = room.plain("alice").messages.send(group, "root")
    room.plain("bob").messages.send(group, "first", thread_id=root.id)
    return root.id


def _ids(threads: list[Thread]) -> list[str]:
    return [thread.id for thread in threads]


def test_a_reply_is_in_its_thread_and_in_the_timeline_only_when_it_says_so(
    room: Room, group: str
) -> None:
    alice = room.plain("alice")
    root = alice.messages.send(group, "root")
    aside = alice.messages.send(group, "aside", thread_id=root.id)
    shown = alice.messages.send(group, "shown", thread_id=root.id, also_in_channel=True)
    timeline = [message.id for message in alice.messages.list(group).data]
    assert timeline == [shown.id, root.id]
    thread = alice.messages.list(group, thread_id=root.id).data
    assert [message.id for message in thread] == [shown.id, aside.id]
    assert alice.conversations.get(group).last_reply_position == aside.position


def test_the_author_of_the_root_who_writes_and_who_is_named_follow(room: Room, group: str) -> None:
    room.plain("alice").conversations.add_members(group, ["mallory"])
    root = room.plain("alice").messages.send(group, "root")
    room.plain("bob").messages.send(group, "for <@carol>", thread_id=root.id)
    for person in ("alice", "bob", "carol"):
        assert _ids(room.plain(person).threads.list().data) == [root.id], person
    assert room.plain("mallory").threads.list().data == []
    assert [_unread(room, p, group) for p in ("alice", "bob", "carol", "mallory")] == [
        (1, 1),
        (1, 0),  # the root
        (2, 1),
        (1, 0),
    ]


def test_a_root_says_what_is_below_it(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    thread = _thread(room, group)
    last = room.plain("carol").messages.send(group, "second", thread_id=thread)
    said = alice.messages.get(thread).thread
    assert said is not None
    assert (said.replies, said.unread, said.following) == (2, 2, True)
    assert (said.last_position, said.last_at) == (last.position, last.created_at)
    assert said.people == ["carol", "bob"]
    assert alice.messages.list(group).data[0].thread == said
    found = bob.threads.get(thread)
    assert found.root.thread is not None
    assert (found.root.thread.unread, found.last_reply) == (1, by_others(last))


def test_a_mark_in_a_thread_is_its_own(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    thread = _thread(room, group)
    alice.conversations.read(group, room.end())
    assert _unread(room, "alice", group) == (1, 1)
    second = bob.messages.send(group, "second", thread_id=thread)
    mark = alice.threads.read(thread, (second.position or 0) - 1)
    assert (mark.following, mark.read_position) == (True, (second.position or 0) - 1)
    assert _unread(room, "alice", group) == (1, 1)
    alice.threads.read(thread, 2**50)
    assert _unread(room, "alice", group) == (0, 0)
    assert alice.threads.list(unread=True).data == []
    before = room.rows()
    assert alice.threads.read(thread, 0).read_position > 0
    assert room.rows() == before


def test_a_mention_in_a_thread_counts_until_the_thread_is_read(room: Room, group: str) -> None:
    thread = _thread(room, group)
    room.plain("bob").messages.send(group, "<@carol> look", thread_id=thread)
    carol = room.plain("carol")
    carol.conversations.read(group, room.end())
    assert carol.conversations.get(group).mentions == 1
    carol.threads.read(thread, room.end())
    assert carol.conversations.get(group).mentions == 0


def test_one_follows_by_choice_from_now_on_and_no_longer_by_choice(room: Room, group: str) -> None:
    thread, carol = _thread(room, group), room.plain("carol")
    assert carol.threads.follow(thread).following
    assert _unread(room, "carol", group) == (1, 0)
    room.plain("bob").messages.send(group, "second", thread_id=thread)
    assert _unread(room, "carol", group) == (2, 1)
    assert not carol.threads.unfollow(thread).following
    assert _unread(room, "carol", group) == (1, 0)
    room.plain("bob").messages.send(group, "third", thread_id=thread)
    assert _unread(room, "carol", group) == (1, 0)
    room.plain("bob").messages.send(group, "<@carol>", thread_id=thread)
    assert _unread(room, "carol", group) == (2, 1), "named again: from there on"
    assert [t for t in room.types() if t.startswith("thread.")] == [
        "thread.followed",
        "thread.unfollowed",
    ]


def test_a_choice_that_changes_nothing_writes_nothing(room: Room, group: str) -> None:
    thread = _thread(room, group)
    before = room.rows()
    assert room.plain("alice").threads.follow(thread).following
    assert not room.plain("carol").threads.unfollow(thread).following
    assert room.plain("carol").threads.read(thread, 5).read_position == -1
    assert room.rows() == before


def test_who_wrote_the_root_may_choose_not_to_follow_before_anybody_answers(
    room: Room, group: str
) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    root = alice.messages.send(group, "root")
    alice.threads.unfollow(root.id)
    bob.messages.send(group, "first", thread_id=root.id)
    assert _unread(room, "alice", group) == (0, 0)
    alice.messages.send(group, "I am here", thread_id=root.id)
    bob.messages.send(group, "second", thread_id=root.id)
    assert _unread(room, "alice", group) == (1, 1)


def test_an_order_in_one_batch_is_the_order_of_the_record(room: Room, group: str) -> None:
    """Following, writing and reading in one transaction end as they would one after another."""
    from onrecord import endpoints
    from onrecord.wire.messages import SendMessage
    from onrecord.wire.threads import UnfollowThread

    thread = _thread(room, group)
    reply = SendMessage(conversation_id=group, text="for <@carol>", thread_id=thread)
    leave = UnfollowThread(thread_id=thread)
    room.batch(
        ("alice", endpoints.UNFOLLOW_THREAD, leave),
        ("bob", endpoints.SEND_MESSAGE, reply),
        ("alice", endpoints.SEND_MESSAGE, reply),
        ("bob", endpoints.UNFOLLOW_THREAD, leave),
    )
    assert [room.plain(p).threads.get(thread).root.thread.following for p in ("alice", "bob")] == [  # type: ignore[union-attr]
        True,
        False,
    ]


def test_a_removed_reply_is_counted_no_longer(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    root = alice.messages.send(group, "root")
    first = bob.messages.send(group, "first", thread_id=root.id)
    second = room.plain("carol").messages.send(group, "second <@alice>", thread_id=root.id)
    room.plain("carol").messages.remove(second.id)
    said = alice.messages.get(root.id).thread
    assert said is not None
    assert (said.replies, said.unread, said.people) == (1, 1, ["bob"])
    assert (said.last_position, said.last_at) == (first.position, first.created_at)
    assert alice.conversations.get(group).mentions == 0
    bob.messages.remove(first.id)
    said = alice.messages.get(root.id).thread
    assert said is not None
    assert (said.replies, said.unread, said.people) == (0, 0, [])
    assert alice.threads.get(root.id).last_reply is None


def test_a_thread_outlives_its_root(room: Room, group: str) -> None:
    thread, alice, bob = _thread(room, group), room.plain("alice"), room.plain("bob")
    alice.messages.remove(thread)
    bob.messages.send(group, "still here", thread_id=thread)
    found = alice.threads.get(thread)
    assert (found.root.state, found.root.text) == ("removed", None)
    assert found.root.thread is not None
    assert found.root.thread.replies == 2
    assert len(alice.messages.list(group, thread_id=thread).data) == 2
    assert alice.messages.list(group).data[0].thread == found.root.thread


def test_a_reply_has_no_thread_of_its_own(room: Room, group: str, refuses: Refuses) -> None:
    thread, alice = _thread(room, group), room.plain("alice")
    reply = alice.messages.list(group, thread_id=thread).data[0]
    for ask in (alice.threads.get, alice.threads.follow, alice.threads.unfollow):
        refuses(NotFound, lambda ask=ask: ask(reply.id))  # type: ignore[misc]
    refuses(NotFound, lambda: alice.messages.send(group, "deeper", thread_id=reply.id))


@pytest.mark.parametrize("shown", [False, True])
def test_whose_window_begins_later_knows_nothing_of_a_thread(
    room: Room, group: str, refuses: Refuses, shown: bool
) -> None:
    thread, alice = _thread(room, group), room.plain("alice")
    alice.conversations.add_members(group, ["mallory"], history="from_now")
    said = alice.messages.send(group, "<@mallory>", thread_id=thread, also_in_channel=shown)
    mallory = room.plain("mallory")
    for ask in (mallory.threads.get, mallory.threads.follow):
        refuses(NotFound, lambda ask=ask: ask(thread))  # type: ignore[misc]
    assert mallory.threads.list().data == []
    assert mallory.threads.marks().data == []
    assert _unread(room, "mallory", group) == (int(shown), 0)
    assert mallory.conversations.get(group).mentions == int(shown)
    assert said.mentions == (["mallory"] if shown else [])


def test_what_is_said_in_a_thread_alone_is_seen_with_its_root(
    room: Room, group: str, refuses: Refuses
) -> None:
    """On every way to a message: a thread from before one's time stays unseen, later replies too."""
    thread, alice = _thread(room, group), room.plain("alice")
    alice.conversations.add_members(group, ["mallory"], history="from_now")
    aside = alice.messages.send(group, "aside", thread_id=thread).id
    shown = alice.messages.send(group, "shown", thread_id=thread, also_in_channel=True).id
    alice.pins.add(aside)
    alice.pins.add(shown)
    mallory = room.plain("mallory")
    for way in (mallory.messages.get, mallory.saved.add, mallory.pins.remove):
        refuses(NotFound, lambda way=way: way(aside))  # type: ignore[misc]
    refuses(NotFound, lambda: mallory.reactions.add(aside, "🎉"))
    refuses(NotFound, lambda: mallory.messages.send(group, "what?", reply_to=aside))
    seen = mallory.messages.list(group, thread_id=thread).data
    assert [message.id for message in seen] == [shown]
    assert [pin.message.id for pin in mallory.pins.list(group).data] == [shown]
    assert mallory.messages.get(shown).text == "shown"
    own = mallory.messages.send(group, "mine").id
    said = alice.messages.send(group, "yours", thread_id=own).id
    assert mallory.messages.get(said).text == "yours"


def test_who_left_has_no_threads_there_until_they_are_back(room: Room, group: str) -> None:
    thread, alice, bob = _thread(room, group), room.plain("alice"), room.plain("bob")
    alice.conversations.remove_member(group, "bob")
    alice.messages.send(group, "while away", thread_id=thread)
    assert bob.threads.list().data == []
    assert bob.threads.marks().data == []
    assert not bob.threads.read_all().threads
    alice.conversations.add_members(group, ["bob"])
    assert _ids(bob.threads.list().data) == [thread]


def test_the_inbox_has_the_latest_first_and_pages(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    roots = [alice.messages.send(group, f"root {n}").id for n in range(5)]
    for root in [*roots, roots[1]]:
        bob.messages.send(group, "reply", thread_id=root)
    expected = [roots[1], roots[4], roots[3], roots[2], roots[0]]
    assert _ids(list(alice.threads.iterate(limit=2))) == expected
    alice.threads.read(roots[4], room.end())
    assert _ids(list(alice.threads.iterate(unread=True, limit=2))) == [
        root for root in expected if root != roots[4]
    ]
    assert [m.thread_id for m in alice.threads.marks().data] == sorted(roots)
    other = alice.conversations.create(kind="group", title="Other").id
    assert alice.threads.list(conversation_id=other).data == []
    assert _ids(alice.threads.list(conversation_id=group).data) == expected


def test_all_threads_are_read_with_one_word(room: Room, group: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    roots = [alice.messages.send(group, f"root {n}").id for n in range(3)]
    for root in roots:
        bob.messages.send(group, "reply", thread_id=root)
    alice.threads.read(roots[0], room.end())
    answer = alice.threads.read_all()
    assert (answer.threads, answer.more) == (2, False)
    assert _unread(room, "alice", group) == (0, 0)
    assert room.types()[-1] == "threads.read"
    before = room.rows()
    assert alice.threads.read_all(conversation_id=group).threads == 0
    assert room.rows() == before


def test_counts_of_threads_stop_where_those_of_conversations_do(room: Room, group: str) -> None:
    thread, bob = _thread(room, group), room.plain("bob")
    for number in range(101):
        bob.messages.send(group, f"{number}", thread_id=thread)
    said = room.plain("alice").messages.get(thread).thread
    assert said is not None
    assert (said.replies, said.unread) == (100, 100)
    assert _unread(room, "alice", group) == (100, 100)
