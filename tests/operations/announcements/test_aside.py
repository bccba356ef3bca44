"""An announcement in a thread is for those who see its root: for nobody else, in no count."""

from onrecord.errors import NotFound
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses


def test_who_came_after_the_root_is_not_asked(news: News, refuses: Refuses) -> None:
    alice, here = news.alice, news.conversation
    news.room.person("late")
    root = alice.messages.send(here, "c4nary root")
    alice.conversations.add_members(here, ["late"], history="from_now")
    aside = alice.messages.send(here, "c4nary aside", thread_id=root.id, acknowledge=True)
    late = news.room.plain("late").announcements
    refuses(NotFound, lambda: news.room.plain("late").messages.get(aside.id))
    assert [one.text for one in late.pending().data] == []
    assert late.reached([aside.id]).message_ids == []
    assert "c4nary aside" in [one.text for one in news.readers["bob"].announcements.pending().data]
    missing = [
        one.person_id for one in alice.announcements.iterate_roster(aside.id, state="missing")
    ]
    assert "late" not in missing
    assert set(missing) == {"bob", "carol", "dora"}
    assert alice.announcements.summary(aside.id).audience == 3
    room = news.room
    before = room.end()
    alice.announcements.remind(aside.id, to="missing")
    assert room.types(after=before) == ["message.reminded"]
