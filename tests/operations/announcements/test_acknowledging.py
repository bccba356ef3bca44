"""An acknowledgement says on the record who took note of which words, and when."""

import json
from functools import partial
from typing import Any

import pytest

from onrecord import endpoints
from onrecord.errors import (
    Conflict,
    Forbidden,
    NotAnnounced,
    NotFound,
    VersionOutdated,
)
from onrecord.wire.announcements import AcknowledgeMessage
from onrecord_server.core.actor import Actor
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses
from tests.support.engines import Room


def _entry(news: News, kind: str) -> Any:
    found = [row for row in news.room.entries() if row.type == kind]
    return found[-1], json.loads(found[-1].entry)


def test_it_carries_the_commitment_of_the_version_it_names(news: News) -> None:
    done = news.readers["bob"].announcements.acknowledge(news.id, 1)
    row, entry = _entry(news, "message.acknowledged")
    _, created = _entry(news, "message.created")
    assert entry["facts"] == {
        "conversation": news.conversation,
        "person_id": "bob",
        "commit": created["commit"],
    }
    assert (entry["object"], entry["version"], entry["actor"]) == (news.id, 1, "bob")
    assert (done.commit, done.position) == (created["commit"], row.position)
    assert (row.audience, row.also) == ("p:bob", "p:alice")
    assert done.on_behalf_of == entry["on_behalf_of"], "whose hand it was is never hidden"


def test_what_one_did_shows_to_oneself_alone(news: News) -> None:
    news.acknowledge("bob")
    bob, carol = news.readers["bob"], news.readers["carol"]
    assert bob.messages.get(news.id).acknowledged
    assert bob.messages.list(news.conversation).data[0].acknowledged
    assert not carol.messages.get(news.id).acknowledged
    assert bob.announcements.pending().data == []
    assert [m.id for m in carol.announcements.pending().data] == [news.id]


def test_twice_is_once(news: News) -> None:
    first = news.readers["bob"].announcements.acknowledge(news.id, 1)
    before = news.room.rows()
    assert news.readers["bob"].announcements.acknowledge(news.id, 1) == first
    assert news.room.rows() == before


def test_acknowledgements_of_one_batch_know_their_own_places(news: News) -> None:
    asked = AcknowledgeMessage(message_id=news.id, version=1)
    answers = news.room.batch(
        *((name, endpoints.ACKNOWLEDGE_MESSAGE, asked) for name in news.readers)
    )
    rows = [row for row in news.room.entries() if row.type == "message.acknowledged"]
    assert [answer.position for answer in answers] == [row.position for row in rows]


def test_a_changed_text_asks_again(news: News, refuses: Refuses) -> None:
    news.acknowledge("bob")
    news.alice.messages.edit(news.id, "The office moves on Tuesday.")
    bob = news.readers["bob"]
    assert not bob.messages.get(news.id).acknowledged
    assert [m.version for m in bob.announcements.pending().data] == [2]
    refused = refuses(VersionOutdated, lambda: bob.announcements.acknowledge(news.id, 1))
    assert isinstance(refused, VersionOutdated)
    assert refused.extra == {"version": 2}
    news.acknowledge("bob", 2)
    assert bob.messages.get(news.id).acknowledged
    _, edited = _entry(news, "message.edited")
    assert _entry(news, "message.acknowledged")[1]["facts"]["commit"] == edited["commit"]


def test_an_edit_that_changes_nothing_asks_nobody(news: News) -> None:
    news.acknowledge("bob")
    news.alice.messages.edit(news.id, "The office moves on Monday.")
    assert news.readers["bob"].messages.get(news.id).acknowledged


@pytest.mark.parametrize("version", [2, 7])
def test_nobody_acknowledges_what_is_not_written_yet(
    news: News, refuses: Refuses, version: int
) -> None:
    bob = news.readers["bob"]
    refuses(VersionOutdated, lambda: bob.announcements.acknowledge(news.id, version))


def test_a_removed_announcement_takes_no_word(news: News, refuses: Refuses) -> None:
    news.acknowledge("bob")
    news.alice.messages.remove(news.id)
    refuses(Conflict, lambda: news.acknowledge("carol"))
    assert news.readers["carol"].announcements.pending().data == []
    assert news.names(state="acknowledged") == ["bob"], "what was done stays"


def test_its_author_need_not(news: News, refuses: Refuses) -> None:
    refuses(Forbidden, lambda: news.alice.announcements.acknowledge(news.id, 1))
    assert news.alice.announcements.pending().data == []


def test_only_what_asks_is_acknowledged(news: News, refuses: Refuses) -> None:
    plain = news.alice.messages.send(news.conversation, "No need to confirm.")
    refuses(NotAnnounced, lambda: news.readers["bob"].announcements.acknowledge(plain.id, 1))
    assert [m.id for m in news.readers["bob"].announcements.pending().data] == [news.id]


def test_who_may_not_see_it_hears_of_nothing(news: News, refuses: Refuses) -> None:
    mallory = news.room.plain("mallory")
    stranger = news.room.person("bob", "globex")
    for who in (mallory, stranger):
        refuses(NotFound, partial(who.announcements.acknowledge, news.id, 1))
        assert who.announcements.pending().data == []


def test_who_joined_later_is_not_asked(news: News, refuses: Refuses) -> None:
    news.alice.conversations.add_members(news.conversation, ["mallory"], history="from_now")
    mallory = news.room.plain("mallory")
    refuses(NotFound, lambda: mallory.announcements.acknowledge(news.id, 1))
    assert mallory.announcements.pending().data == []
    assert "mallory" not in news.names()


def test_who_left_is_asked_no_more(news: News, refuses: Refuses) -> None:
    news.alice.conversations.remove_member(news.conversation, "bob")
    refuses(NotFound, lambda: news.acknowledge("bob"))
    assert news.readers["bob"].announcements.pending().data == []


def test_an_author_who_leads_no_more_hears_of_nobody(news: News) -> None:
    news.alice.conversations.change_member(news.conversation, "carol", role="owner")
    news.readers["carol"].conversations.remove_member(news.conversation, "alice")
    news.acknowledge("bob")
    assert _entry(news, "message.acknowledged")[0].also is None


def test_pending_is_paged_newest_first(news: News) -> None:
    more = [
        news.alice.messages.send(news.conversation, f"{n}", acknowledge=True).id for n in range(4)
    ]
    found = [m.id for m in news.readers["bob"].announcements.iterate_pending(limit=2)]
    assert found == [*reversed(more), news.id]


def test_plain_members_ask_nobody_to_acknowledge(room: Room, news: News, refuses: Refuses) -> None:
    bob = news.readers["bob"]
    refuses(Forbidden, lambda: bob.messages.send(news.conversation, "Me too", acknowledge=True))
    refuses(Forbidden, lambda: bob.messages.send(news.conversation, "Me too"))
    group = bob.conversations.create(kind="group", members=["carol"]).id
    refuses(Forbidden, lambda: bob.messages.send(group, "Confirm!", acknowledge=True))


def test_the_host_lets_a_member_announce_by_a_scope(news: News) -> None:
    asked = endpoints.SEND_MESSAGE.command(
        conversation_id=news.conversation, text="By the host's word", acknowledge=True
    )
    actor = Actor("acme", "bob", frozenset({"announcements:manage"}))
    sent = news.room.engines.call("messages.send", asked, actor).resource()
    assert sent.acknowledge
    assert {m.id for m in news.readers["carol"].announcements.pending().data} == {news.id, sent.id}
