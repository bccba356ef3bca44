"""`verify` checks that each acknowledgement names the words that were there, row and entry alike."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from onrecord_server.announcements import evidence
from onrecord_server.record.agreements import Agreements
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill
from tests.record.conftest import TENANT, Story, tampering


@pytest.fixture(scope="module")
def announced(told: Story) -> Story:
    """The module's story with an announcement that two acknowledged, one of them twice."""
    with told.chat.acting_as(TENANT, "alice") as me:
        made = me.conversations.create(kind="announcement", members=["bob", "carol"])
        sent = me.messages.send(made.id, "Read this", acknowledge=True)
    told.messages.append(sent.id)
    _acknowledge(told, "bob", 1)
    with told.chat.acting_as(TENANT, "alice") as me:
        me.messages.edit(sent.id, "Read this again")
        me.announcements.remind(sent.id)
    _acknowledge(told, "bob", 2)
    _acknowledge(told, "carol", 2)
    return told


def _acknowledge(story: Story, person: str, version: int) -> None:
    with story.chat.acting_as(TENANT, person) as me:
        me.announcements.acknowledge(story.messages[-1], version)


@pytest.fixture
def forged(announced: Story) -> Iterator[Story]:
    """The same, to be tampered with; everything is undone afterwards."""
    with tampering(announced):
        yield announced


def _rewrite(story: Story, change: Callable[[dict[str, object]], None], version: int = 2) -> int:
    """Rewrite bob's acknowledgement of a version on the record, its leaf included."""
    query = (
        "SELECT position FROM onrecord_entries WHERE type = 'message.acknowledged'"
        " AND actor = 'bob' ORDER BY position"
    )
    place = story.value(query + (" DESC LIMIT 1" if version == 2 else " LIMIT 1"))
    entry = json.loads(
        story.value("SELECT entry FROM onrecord_entries WHERE position = :p", p=place)
    )
    change(entry)
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    leaf = hashlib.sha256(b"\0" + text.encode()).digest()
    story.sql(
        "UPDATE onrecord_entries SET entry = :entry, leaf = :leaf WHERE position = :p",
        entry=text,
        leaf=leaf,
        p=place,
    )
    return int(place)


def test_honest_acknowledgements_hold(announced: Story) -> None:
    report = announced.verify()
    assert list(map(str, report.findings)) == []


def test_another_commitment_on_the_record_is_found(forged: Story) -> None:
    def change(entry: dict[str, object]) -> None:
        entry["facts"] = {**entry["facts"], "commit": "b2b:" + "0" * 64}  # type: ignore[dict-item]

    place = _rewrite(forged, change)
    found = [f for f in forged.verify().findings if f.code == "entry_contradicts"]
    assert [f.where for f in found] == [f"entry {place}"]
    assert "not that of the version" in found[0].detail


def test_an_older_version_than_the_newest_at_its_place_is_found(forged: Story) -> None:
    place = _rewrite(forged, lambda entry: entry.update(version=1))
    found = [f for f in forged.verify().findings if f.code == "entry_contradicts"]
    assert [(f.where, f.detail) for f in found] == [
        (f"entry {place}", "it acknowledges version 1, the newest was 2")
    ]


@pytest.mark.parametrize(
    "change",
    [
        "commitment = 'b2b:0'",
        "at = at + 1",
        "person = 'eve'",
        "on_behalf_of = NULL",
        "conversation = 'cnv_other'",
        "position = position + 1",
    ],
)
def test_a_changed_row_is_found(forged: Story, change: str) -> None:
    assert forged.sql(f"UPDATE onrecord_acknowledgements SET {change} WHERE version = 1") == 1
    report = forged.verify()
    named = [f for f in report.findings if f.where.startswith("acknowledgement")]
    assert {f.code for f in named} & {"row_differs", "row_unrecorded", "row_missing"}


def test_a_deleted_row_and_an_invented_one_are_found(forged: Story) -> None:
    forged.sql("DELETE FROM onrecord_acknowledgements WHERE person = 'carol'")
    forged.sql("UPDATE onrecord_reminders SET at = at + 1")
    report = forged.verify()
    assert {"row_missing", "row_differs"} <= report.codes()


def _judged(*entries: Mapping[str, object]) -> list[str]:
    report = Report()
    with Spill() as spill:
        seen = Agreements(report, spill)
        for position, entry in enumerate(entries):
            seen.follow(position, entry)
    return [finding.detail for finding in report.findings]


CREATED = {
    "type": "message.created",
    "object": "msg_1",
    "actor": "alice",
    "commit": "b2b:1",
    "facts": {"conversation": "cnv_1", "acknowledge": True},
}
DONE = {
    "type": "message.acknowledged",
    "object": "msg_1",
    "actor": "bob",
    "version": 1,
    "facts": {"conversation": "cnv_1", "person_id": "bob", "commit": "b2b:1"},
}
REMOVED = {"type": "message.removed", "object": "msg_1", "actor": "alice", "version": 1}


def test_what_an_acknowledgement_may_rest_on() -> None:
    assert evidence.EVIDENCE.noun == "acknowledgement"
    plain = CREATED | {"facts": {"conversation": "cnv_1"}}
    assert _judged(CREATED, DONE) == []
    assert _judged(plain, DONE) == ["it acknowledges a message that asks for nothing"]
    assert _judged(DONE) == ["it acknowledges a message that asks for nothing"]
    assert _judged(CREATED, REMOVED, DONE) == ["it acknowledges a message that was removed before"]
    assert _judged(CREATED, DONE | {"actor": "eve"}) == ["eve acknowledged for bob"]
    broken = {"type": "message.acknowledged", "object": "msg_1"}
    assert _judged(CREATED, broken) == ["it cannot be read as an entry of acknowledgement"]
