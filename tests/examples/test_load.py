"""Logs are loaded through the SDK whole, in order, and once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from examples.order_desk.archive import come_back, leave
from examples.order_desk.desk import Desk, open_desk
from examples.order_desk.irc import Joined, Left, Log, Renamed, Said, read_all
from examples.order_desk.load import Loaded, load_all, text_of
from examples.order_desk.people import TENANT
from examples.order_desk.progress import Bar


LOG = Log(
    "tea",
    "2026-01-01",
    (
        Said(0, "10:00", "ann", "Who has the kettle?"),
        Joined(1, "ben"),
        Said(2, "10:01", "ben", "I have it."),
        Renamed(3, "ben", "ben|away"),
        Said(4, "10:02", "ben|away", "waves", "action"),
        Said(5, "10:03", "[NP] Cy", ""),
        Left(6, "ann"),
        Said(7, "10:04", "[NP] Cy", "a\x08b"),
    ),
    {2: 0},
)
MOVES = Counter({"members.added": 3, "member.removed": 2})


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = open_desk(database_url)
    made.chat.migrate()
    yield made
    made.close()


def fill(desk: Desk, *logs: Log) -> Loaded:
    with Bar("Loading", sum(log.length for log in logs)) as bar:
        return load_all(desk, logs, bar)


def entries(desk: Desk) -> Counter[str]:
    with desk.reading.connect() as connection:
        return Counter(connection.execute(text("select type from onrecord_entries")).scalars())


def said(desk: Desk, channel: str) -> list[tuple[str, str | None]]:
    with desk.chat.acting_as(TENANT, "alice") as me:
        (found,) = me.conversations.list(subject=f"irc:{channel}").data
        newest_first = list(me.messages.iterate(found.id, limit=200))
    return [(each.author.removeprefix("irc:"), each.text) for each in reversed(newest_first)]


def test_a_log_becomes_people_messages_and_memberships(desk: Desk) -> None:
    assert fill(desk, LOG).messages == 5
    assert said(desk, "tea") == [
        ("ann", "Who has the kettle?"),
        ("ben", "I have it."),
        ("ben|away", "/me waves"),
        ("[NP]_Cy", "(an empty line)"),
        ("[NP]_Cy", "a\u2408b"),
    ]
    assert {kind: entries(desk)[kind] for kind in MOVES} == MOVES


def test_an_annotated_answer_is_a_reply(desk: Desk) -> None:
    assert fill(desk, LOG).replies == 1
    with desk.chat.acting_as(TENANT, "alice") as me:
        (found,) = me.conversations.list(subject="irc:tea").data
        by_text = {each.text: each for each in me.messages.list(found.id).data}
    assert by_text["I have it."].reply_to == by_text["Who has the kettle?"].id


def test_loading_again_adds_nothing(desk: Desk) -> None:
    fill(desk, LOG)
    before = entries(desk)
    again = fill(desk, LOG)
    assert (again.messages, again.skipped, entries(desk)) == (0, 5, before)


@pytest.mark.parametrize("cut", range(1, 8))
def test_loading_goes_on_where_it_stopped(desk: Desk, cut: int) -> None:
    fill(desk, replace(LOG, happenings=LOG.happenings[:cut], answers={}))
    fill(desk, LOG)
    whole = [each.line for each in LOG.messages]
    assert len(said(desk, "tea")) == len(whole)
    assert entries(desk)["message.created"] == len(whole)


def test_real_logs_arrive_word_for_word_and_in_order(desk: Desk) -> None:
    logs = [
        replace(log, happenings=log.happenings[-90:], answers={})
        for log in read_all(Path("examples/order_desk/data"))
    ]
    fill(desk, *logs)
    for log in logs:
        assert [words for _, words in said(desk, log.channel)] == [
            text_of(each) for each in log.messages
        ]


def test_who_wrote_the_archive_leaves_and_loading_goes_on_in_their_names(desk: Desk) -> None:
    fill(desk, LOG)
    leave(desk, [LOG])
    leave(desk, [LOG])
    with desk.chat.acting_as(TENANT) as host:
        assert [each.id for each in host.people.list(limit=200).data if ":" in each.id] == []
    assert len(said(desk, "tea")) == 5
    gone = entries(desk)["person.deactivated"]
    come_back(desk, [LOG])
    assert entries(desk)["person.reactivated"] == gone == 4
    assert fill(desk, LOG).messages == 0
