"""A reminder goes to just those who have not, names nobody, and comes once an hour at most."""

import json

import pytest

from onrecord.errors import Conflict, Forbidden, NotAnnounced, RateLimited
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses


def test_one_event_for_all_that_names_nobody(news: News) -> None:
    news.acknowledge("bob")
    before = news.room.end()
    reminder = news.alice.announcements.remind(news.id)
    (row,) = news.room.entries(after=before)
    assert (row.type, row.audience) == ("message.reminded", f"c:{news.conversation}")
    assert json.loads(row.entry)["facts"] == {"conversation": news.conversation, "to": "missing"}
    assert (reminder.people, reminder.version, reminder.to) == (2, 1, "missing")
    assert not any(name in row.entry for name in ("bob", "carol", "dora"))


def test_it_can_be_for_those_who_have_not_read(news: News) -> None:
    news.readers["bob"].conversations.read(news.conversation, news.message.position or 0)
    news.acknowledge("carol")
    assert news.alice.announcements.remind(news.id, to="unread").people == 1


def test_once_an_hour(news: News, refuses: Refuses) -> None:
    first = news.alice.announcements.remind(news.id)
    news.clock.forward(minutes=59)
    refused = refuses(RateLimited, lambda: news.alice.announcements.remind(news.id, to="unread"))
    assert isinstance(refused, RateLimited)
    assert 0 < (refused.retry_after or 0) <= 60
    shown = news.alice.announcements.summary(news.id)
    assert (shown.reminded_at, shown.remind_again_at) == (first.at, first.again_at)
    news.clock.forward(minutes=1)
    again = news.alice.announcements.remind(news.id, to="unread")
    assert again.at > first.at
    assert news.alice.announcements.summary(news.id).reminded_at == again.at


def test_each_announcement_has_its_own_hour(news: News) -> None:
    other = news.alice.messages.send(news.conversation, "Another", acknowledge=True)
    news.alice.announcements.remind(news.id)
    assert news.alice.announcements.remind(other.id).people == 3


def test_where_nobody_is_missing_nobody_is_reminded(news: News) -> None:
    for name in news.readers:
        news.acknowledge(name)
    before = news.room.rows()
    reminder = news.alice.announcements.remind(news.id)
    assert (reminder.people, reminder.again_at) == (0, None)
    assert news.room.rows() == before
    assert news.alice.announcements.summary(news.id).reminded_at is None


def test_a_changed_text_makes_all_of_them_missing_again(news: News) -> None:
    for name in news.readers:
        news.acknowledge(name)
    news.alice.messages.edit(news.id, "On Tuesday.")
    assert news.alice.announcements.remind(news.id).people == 3


@pytest.mark.parametrize("who", ["bob", "mallory"])
def test_readers_remind_nobody(news: News, refuses: Refuses, who: str) -> None:
    news.alice.conversations.add_members(news.conversation, ["mallory"])
    refuses(Forbidden, lambda: news.room.plain(who).announcements.remind(news.id))


def test_the_host_reminds(news: News) -> None:
    assert news.host.announcements.remind(news.id).people == 3


def test_what_was_removed_or_asks_for_nothing_reminds_nobody(news: News, refuses: Refuses) -> None:
    plain = news.alice.messages.send(news.conversation, "Just so")
    refuses(NotAnnounced, lambda: news.alice.announcements.remind(plain.id))
    assert news.alice.announcements.remind(plain.id, to="unread").people == 3
    news.alice.messages.remove(news.id)
    refuses(Conflict, lambda: news.alice.announcements.remind(news.id))
