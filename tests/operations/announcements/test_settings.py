"""Replies and reactions as the conversation allows; archived, spaces and their announcements."""

import json

from onrecord.client import Actor as Client
from onrecord.errors import Archived, Forbidden
from onrecord.wire.spaces import SpaceAccess
from onrecord_server.core.actor import Actor
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses
from tests.support.engines import Worker


def test_readers_answer_in_the_thread_unless_that_is_switched_off(
    news: News, refuses: Refuses
) -> None:
    bob, here = news.readers["bob"], news.conversation
    bob.messages.send(here, "Which office?", thread_id=news.id)
    shown = news.alice.conversations.update(here, allow_replies=False)
    assert not shown.allow_replies
    refuses(Forbidden, lambda: bob.messages.send(here, "And mine?", thread_id=news.id))
    news.alice.messages.send(here, "Both.", thread_id=news.id)
    news.alice.conversations.update(here, allow_replies=True)
    bob.messages.send(here, "Thank you", thread_id=news.id)


def test_who_may_write_no_more_edits_no_more_but_may_remove(news: News, refuses: Refuses) -> None:
    bob, here = news.readers["bob"], news.conversation
    news.alice.conversations.change_member(here, "bob", role="moderator")
    told = bob.messages.send(here, "Go home at five", acknowledge=True)
    reply = bob.messages.send(here, "Or at six", thread_id=told.id)
    both = bob.messages.send(here, "Now", thread_id=told.id, also_in_channel=True)
    news.readers["carol"].announcements.acknowledge(told.id, 1)
    bob.messages.edit(both.id, "Now!")
    news.alice.conversations.change_member(here, "bob", role="member")
    refuses(Forbidden, lambda: bob.messages.edit(told.id, "Pay me"))
    refuses(Forbidden, lambda: bob.messages.edit(both.id, "Later"))
    assert news.alice.announcements.summary(told.id).acknowledged == 1
    assert bob.messages.edit(reply.id, "Or at seven").version == 2
    news.alice.conversations.update(here, allow_replies=False)
    refuses(Forbidden, lambda: bob.messages.edit(reply.id, "Or at eight"))
    assert bob.messages.remove(told.id).state == "removed"


def test_who_posts_with_the_hosts_word_edits_with_it(news: News) -> None:
    scoped = Actor("acme", "carol", frozenset({"announcements:manage"}))
    carol = Client(Worker(news.room.engines, scoped))
    sent = carol.messages.send(news.conversation, "From the office")
    assert carol.messages.edit(sent.id, "From the head office").version == 2


def test_readers_react_unless_that_is_switched_off(news: News, refuses: Refuses) -> None:
    bob, carol = news.readers["bob"], news.readers["carol"]
    bob.reactions.add(news.id, "👍")
    news.alice.conversations.update(news.conversation, allow_reactions=False)
    refuses(Forbidden, lambda: carol.reactions.add(news.id, "👍"))
    bob.reactions.remove(news.id, "👍")
    news.alice.reactions.add(news.id, "🎉")


def test_a_switch_is_on_the_record_and_stays_what_it_was(news: News) -> None:
    news.alice.conversations.update(news.conversation, allow_reactions=False)
    row = news.room.entries()[-1]
    assert row.type == "conversation.updated"
    assert json.loads(row.entry)["facts"] == {"allow_reactions": False}
    news.alice.conversations.update(news.conversation, title="Other news")
    assert not news.alice.conversations.get(news.conversation).allow_reactions


def test_in_an_archived_conversation_nothing_more_is_done(news: News, refuses: Refuses) -> None:
    news.acknowledge("bob")
    news.alice.conversations.archive(news.conversation)
    refuses(Archived, lambda: news.acknowledge("carol"))
    refuses(Archived, lambda: news.alice.announcements.remind(news.id))
    refuses(Archived, lambda: news.host.announcements.remind(news.id))
    assert news.readers["carol"].announcements.pending().data == []
    assert news.names(state="acknowledged") == ["bob"]
    assert news.alice.announcements.export(news.id).summary.missing == 2


def test_an_announcement_channel_of_a_space_reaches_all_its_members(news: News) -> None:
    access: SpaceAccess = "closed"
    space = news.alice.spaces.create(
        kind="team", access=access, title="Crew", members=["bob", "carol"]
    )
    made = news.alice.conversations.create(
        kind="announcement", title="Crew news", space_id=space.id
    )
    sent = news.alice.messages.send(made.id, "Read this", acknowledge=True)
    assert news.alice.announcements.summary(sent.id).audience == 2
    news.alice.spaces.add_members(space.id, ["dora"])
    assert news.alice.announcements.summary(sent.id).audience == 3
    assert sent.id in {m.id for m in news.readers["dora"].announcements.pending().data}
    news.alice.spaces.archive(space.id)
    assert sent.id not in {m.id for m in news.readers["dora"].announcements.pending().data}
