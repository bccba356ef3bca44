"""An export is on the record itself, and shows what was on the record up to there."""

import json
from functools import partial

from onrecord.errors import Forbidden, NotAnnounced, NotFound
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses


def _rows(news: News, export: str, **more: int) -> dict[str, str]:
    found = news.alice.announcements.iterate_export(export, **more)
    return {entry.person_id: entry.progress for entry in found}


def test_who_exports_is_on_the_record(news: News) -> None:
    before = news.room.end()
    export = news.alice.announcements.export(news.id)
    (row,) = news.room.entries(after=before)
    assert (row.type, row.object, row.actor) == ("announcement.exported", export.id, "alice")
    assert row.audience == "p:alice"
    assert json.loads(row.entry)["facts"] == {
        "conversation": news.conversation,
        "message": news.id,
        "version": 1,
    }
    assert export.position == row.position
    assert export == news.alice.announcements.exported(export.id)


def test_its_rows_stand_still_while_people_go_on(news: News) -> None:
    news.acknowledge("bob")
    export = news.alice.announcements.export(news.id)
    news.acknowledge("carol")
    news.alice.messages.edit(news.id, "On Tuesday.")
    news.acknowledge("bob", 2)
    assert _rows(news, export.id) == {
        "bob": "acknowledged",
        "carol": "unreached",
        "dora": "unreached",
    }
    assert news.alice.announcements.exported(export.id).summary.acknowledged == 1
    later = news.alice.announcements.export(news.id)
    assert _rows(news, later.id) == {
        "bob": "acknowledged",
        "carol": "outdated",
        "dora": "unreached",
    }
    assert (export.version, later.version) == (1, 2)
    assert export.commit != later.commit


def test_who_acknowledged_and_left_is_in_it(news: News) -> None:
    for name in ("bob", "carol"):
        news.acknowledge(name)
        news.alice.conversations.remove_member(news.conversation, name)
    news.alice.conversations.remove_member(news.conversation, "dora")
    export = news.alice.announcements.export(news.id)
    rows = news.alice.announcements.export_rows(export.id).data
    assert [(r.person_id, r.member, r.progress) for r in rows] == [
        ("bob", False, "acknowledged"),
        ("carol", False, "acknowledged"),
    ]
    assert export.summary.audience == 0


def test_its_rows_are_paged_by_name(news: News) -> None:
    export = news.alice.announcements.export(news.id)
    assert list(_rows(news, export.id, limit=1)) == ["bob", "carol", "dora"]


def test_it_is_ones_own_and_lasts_a_day(news: News, refuses: Refuses) -> None:
    news.alice.conversations.change_member(news.conversation, "carol", role="moderator")
    export = news.alice.announcements.export(news.id)
    carol = news.readers["carol"].announcements
    for call in (carol.exported, carol.export_rows, news.host.announcements.exported):
        refuses(NotFound, partial(call, export.id))
    news.clock.forward(hours=23)
    assert news.alice.announcements.export_rows(export.id).data
    news.clock.forward(hours=1, seconds=1)
    refuses(NotFound, lambda: news.alice.announcements.export_rows(export.id))


def test_who_leads_no_more_reads_no_more_of_it(news: News, refuses: Refuses) -> None:
    news.alice.conversations.change_member(news.conversation, "carol", role="owner")
    export = news.alice.announcements.export(news.id)
    news.readers["carol"].conversations.change_member(news.conversation, "alice", role="member")
    refuses(Forbidden, lambda: news.alice.announcements.export_rows(export.id))
    news.readers["carol"].conversations.remove_member(news.conversation, "alice")
    refuses(NotFound, lambda: news.alice.announcements.export_rows(export.id))


def test_the_host_exports_without_a_word_of_it(news: News) -> None:
    export = news.host.announcements.export(news.id)
    rows = news.host.announcements.export_rows(export.id)
    assert len(rows.data) == 3
    assert news.message.text is not None
    assert news.message.text not in export.model_dump_json() + rows.model_dump_json()


def test_readers_and_plain_messages_have_none(news: News, refuses: Refuses) -> None:
    refuses(Forbidden, lambda: news.readers["bob"].announcements.export(news.id))
    group = news.alice.conversations.create(kind="group", members=["bob"]).id
    plain = news.alice.messages.send(group, "between us").id
    refuses(NotAnnounced, lambda: news.alice.announcements.export(plain))
