"""What is said reaches the archive: at least once, in order, and nothing is skipped in silence."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import KeyUnavailable
from onrecord_server import journaled, surveying
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.rows import entries
from onrecord_server.exports.formats import lines
from onrecord_server.journaling import planning
from onrecord_server.journaling.places import Refused
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.operations.journaling.conftest import Killed, Post
from tests.operations.oversight.conftest import Case


def recorded(post: Post) -> list[tuple[str, dict[str, Any]]]:
    mine = (entries.c.tenant == "acme", entries.c.type.like("journal.%"))
    query = sa.select(entries.c.type, entries.c.entry).where(*mine).order_by(entries.c.position)
    with post.database.read() as connection:
        rows = connection.execute(query, execution_options=dict(post.database.options)).all()
    return [(row.type.removeprefix("journal."), json.loads(row.entry)["facts"]) for row in rows]


def said(post: Post) -> list[str | None]:
    """Return the words in the archive, in the order in which they came."""
    found = []
    for _, files in post.archive.taken:
        for data in files.values():
            _, events = lines.read(data.splitlines(keepends=True))
            found += [one.words.text for one in events if one.kind == "said"]
    return found


def holds(post: Post) -> bool:
    """Say whether the record still reproduces every row."""
    return all(report.ok for report in verify_database(post.database, Evidence()).values())


@pytest.mark.req("SEC-4")
def test_what_is_said_is_delivered_once_and_is_on_the_record(post: Post, case: Case) -> None:
    assert post.deliver() == 1
    words = ["alice 0", "bob 0", "alice 1", "bob 1", "alice 2", "bob 2"]
    assert said(post) == words
    assert post.deliver() == 0, "its own entries are nothing to deliver"
    case.house.me("bob").messages.send(case.talk, "later")
    post.deliver()
    assert said(post) == [*words, "later"]
    begun, one, two = recorded(post)
    assert begun == ("begun", {"format": "jsonl", "place": "archive"})
    assert (one[1]["parcels"], one[1]["letters"], one[1]["aside"]) == (1, 1, 0)
    assert (one[1]["from"], two[1]["from"]) == (0, one[1]["before"])
    assert len(two[1]["digest"]) == 64
    assert post.told[-1] == 0.0
    assert holds(post)


def test_an_acknowledgement_reaches_the_archive_whenever_it_is_made(post: Post, case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    news = alice.conversations.create(kind="announcement", title="News", members=["bob"]).id
    sent = alice.messages.send(news, "hard hats", acknowledge=True)
    post.deliver()
    before = len(post.archive.taken)
    bob.announcements.acknowledge(sent.id, 1)
    post.deliver()
    ((name, files),) = post.archive.taken[before:]
    (data,) = files.values()
    _, (event,) = lines.read(data.splitlines(keepends=True))
    assert name.rpartition(".")[2] == news
    assert event.kind == "noted"
    assert (event.type, event.by.id, event.version) == ("message.acknowledged", "bob", 1)
    assert holds(post)


def test_it_is_gathered_for_a_while_but_not_for_ever(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert post.deliver(every=300.0) == 0
    monkeypatch.setattr("onrecord_server.journaling.worker.STRETCH", 4)
    assert post.deliver(every=300.0) > 1, "a full stretch waits for nothing"
    monkeypatch.undo()
    post.wait(301)
    post.deliver(every=300.0)
    assert said(post) == [f"{who} {n}" for n in range(3) for who in ("alice", "bob")]
    assert planning.STRETCH == 5000


def test_a_kill_between_delivery_and_cursor_repeats_the_same(post: Post, case: Case) -> None:
    post.archive.after[case.talk] = Killed()
    with pytest.raises(Killed):
        post.deliver()
    case.house.me("bob").messages.send(case.talk, "meanwhile")
    assert post.deliver() == 0, "whoever was killed still has the turn"
    post.wait()
    post.deliver()
    first, again, rest = post.archive.taken
    assert first == again, "the same name, and the same bytes"
    assert b"meanwhile" in b"".join(rest[1].values())
    assert [kind for kind, _ in recorded(post)] == [
        "begun",
        "delivered",
        "late",
        "delivered",
        "caught_up",
    ]


def test_an_archive_that_is_away_gets_all_when_it_is_back(post: Post, case: Case) -> None:
    for error in (ConnectionRefusedError("away"), KeyUnavailable("no key"), OSError(28, "full")):
        post.archive.away = error
        assert post.deliver() == 0
        assert post.deliver() == 0, "it is left alone for a while"
        post.wait(900)
    (stood,) = journaled.survey(post.database)
    assert (stood["tries"], stood["aside"]) == (3, [])
    assert "full" in stood["problem"]
    post.archive.away = None
    post.deliver()
    assert len(said(post)) == 6
    assert journaled.survey(post.database)[0]["problem"] is None
    assert holds(post)


def test_what_is_refused_is_set_aside_seen_and_tried_again_by_command(
    post: Post, case: Case
) -> None:
    other = case.house.me("alice").conversations.create(kind="group", members=["carol"]).id
    case.house.me("alice").messages.send(other, "elsewhere")
    post.archive.before[case.talk] = Refused("554 poison")
    for _ in range(3):
        post.deliver(tries=3)
        post.wait(900)
    post.deliver(tries=3)
    assert "elsewhere" in said(post), "the others go on"
    assert "alice 0" not in said(post)
    (stood,) = journaled.survey(post.database)
    assert [one["problem"] for one in stood["aside"]] == ["554 poison"]
    found = surveying.survey(post.database, OnRecordConfig(), migrated=True)
    assert surveying.ill(found) == ["the journal archive of acme has set 1 aside"]
    assert holds(post)
    assert journaled.retry(post.database, "acme", "archive") == 1
    post.deliver()
    assert journaled.survey(post.database)[0]["aside"], "it is refused once more, and stays"
    post.archive.before.clear()
    assert journaled.retry(post.database, "acme", "archive") == 1
    post.deliver()
    assert "alice 0" in said(post)
    assert not journaled.survey(post.database)[0]["aside"]
    kinds = [kind for kind, _ in recorded(post)]
    assert (kinds.count("set_aside"), kinds.count("redelivered")) == (1, 1)
    assert holds(post)


def test_one_that_cannot_be_written_is_set_aside_too(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(planning.Packing, "parcel", broken)
    post.deliver(tries=1)
    (stood,) = journaled.survey(post.database)
    assert "ValueError" in stood["aside"][0]["problem"]


def test_who_lost_the_turn_stops(post: Post, case: Case) -> None:
    class Slow(type(post.archive)):  # type: ignore[misc]
        """Takes so long that somebody else takes the turn."""

        def deliver(self, parcel: Any) -> None:
            post.archive = fast
            post.wait()
            assert post.deliver() == 1
            super().deliver(parcel)

    fast = post.archive
    post.archive = Slow()
    assert post.deliver() == 0
    assert said(post) == [f"{who} {n}" for n in range(3) for who in ("alice", "bob")]
    assert [kind for kind, _ in recorded(post)].count("delivered") == 1
