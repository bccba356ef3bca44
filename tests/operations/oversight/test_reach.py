"""Who may be left out: each for every reason, counted from what is there, and that it was read is kept."""

import json
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, Invalid
from onrecord.wire.people import UpsertPerson
from onrecord.wire.reach import ReachReport
from onrecord_server.core.actor import host_actor
from tests.operations.conftest import Refuses
from tests.operations.policy.conftest import House
from tests.support.engines import Worker


def _report(house: House, **asked: Any) -> ReachReport:
    return house.me("audrey").reach.report(**asked)


def _reasons(report: ReachReport) -> dict[str, list[str]]:
    return {one.person_id: list(one.reasons) for one in report.data}


@pytest.fixture
def host(house: House) -> Client:
    """The host's own code."""
    return Client(Worker(house.room.engines, host_actor("acme")))


@pytest.fixture
def news(house: House) -> str:
    """A news that asks, which alice sends to bob and carol; both are in a space, as alice is."""
    house.introduce("zoe", [])
    alice = house.me("alice")
    space = alice.spaces.create(kind="team", access="closed", title="Desk").id
    alice.spaces.add_members(space, ["bob", "carol"])
    made = alice.conversations.create(kind="announcement", title="N", members=["bob", "carol"])
    return alice.messages.send(made.id, "The office moves on Monday.", acknowledge=True).id


def test_everybody_is_listed_once_with_every_reason(house: House, news: str) -> None:
    house.me("bob").announcements.acknowledge(news, 1)
    report = _report(house)
    found = _reasons(report)
    assert "bob" not in found, "in a space, reached, and done"
    assert found["carol"] == ["unreached", "unacknowledged"]
    assert found["alice"] == ["no_announcement"], "who wrote the only one got none"
    assert found["zoe"] == ["no_space", "no_announcement", "policy"]
    assert len(found) == len(report.data) == report.totals.listed == report.totals.people - 1
    totals = report.totals
    assert (totals.unreached, totals.unacknowledged, totals.policy) == (1, 1, 1)
    (carol,) = [one for one in report.data if one.person_id == "carol"]
    assert (carol.announcements, carol.reached, carol.missing) == (1, 0, [news])
    (said,) = report.announcements
    assert (said.message_id, said.audience, said.reached, said.read) == (news, 2, 1, 1)
    assert (said.acknowledged, said.acknowledge, report.complete) == (1, True, True)
    assert "Monday" not in report.model_dump_json()


def test_what_arrived_or_was_read_reaches_and_a_newer_version_asks_again(
    house: House, news: str
) -> None:
    house.me("bob").announcements.acknowledge(news, 1)
    house.me("carol").announcements.reached([news])
    assert _reasons(_report(house))["carol"] == ["unacknowledged"]
    house.me("alice").messages.edit(news, "The office moves on Tuesday.", version=1)
    report = _report(house, reason="unacknowledged")
    assert sorted(_reasons(report)) == ["bob", "carol"]
    assert (report.announcements[0].read, report.announcements[0].acknowledged) == (1, 0)
    house.me("alice").messages.remove(news)
    assert _report(house).announcements == []
    assert _report(house).totals.no_announcement == 0, "there was none for anybody"


def test_it_is_narrowed_paged_and_of_a_time(house: House, news: str, host: Client) -> None:
    said = {"department": "Sales", "site": 'the "old" mill'}
    for name, more in (("zoe", said), ("yves", {"department": "sales"})):
        person = UpsertPerson(person_id=name, name=name.title(), attributes=more)
        house.room.engines.call("people.upsert", person, host_actor("acme"))
    sales = _report(house, attribute="department", value="Sales")
    assert (list(_reasons(sales)), sales.totals.people) == (["zoe"], 1)
    assert sales.announcements[0].audience == 0
    assert list(_reasons(_report(house, attribute="site", value=said["site"]))) == ["zoe"]
    space = house.me("alice").spaces.list().data[0].id
    assert sorted(_reasons(_report(house, space_id=space))) == ["alice", "bob", "carol"]
    pages: list[str] = []
    cursor = None
    while not pages or cursor:
        page = _report(house, cursor=cursor, limit=4)
        pages += [one.person_id for one in page.data]
        cursor = page.next_cursor
    assert pages == [one.person_id for one in _report(house).data]
    house.clock.forward(days=8)
    assert _report(house, days=7).announcements == []
    with pytest.raises(Invalid):
        _report(house, attribute="department")


def test_who_is_gone_is_not_counted_and_a_guest_is_not_without_a_space(
    house: House, news: str, host: Client
) -> None:
    before = _report(house).totals
    space = house.me("alice").spaces.list().data[0].id
    channel = house.me("alice").conversations.create(kind="channel", space_id=space, title="C")
    house.me("alice").spaces.add_members(space, ["zoe"], role="guest", channel_id=channel.id)
    report = _report(house)
    (zoe,) = [one for one in report.data if one.person_id == "zoe"]
    assert (zoe.guest, zoe.reasons, report.totals.guests) == (
        True,
        ["no_announcement", "policy"],
        1,
    )
    host.people.deactivate("carol")
    after = _report(house)
    assert "carol" not in _reasons(after)
    assert (after.totals.people, after.announcements[0].audience) == (before.people - 1, 1)
    house.me("alice").spaces.archive(space)
    assert _report(house).totals.no_space == after.totals.people, "the only space has ended"


def test_a_duty_or_the_host_reads_it_and_each_page_is_on_the_record(
    house: House, news: str, host: Client, refuses: Refuses
) -> None:
    for name in ("alice", "bob", "ivan", "paula"):
        refuses(Forbidden, house.me(name).reach.report)
    house.introduce("nina", ["communications_officer"])
    for reader in (house.me("nina"), house.me("cora"), host):
        assert reader.reach.report(days=9).totals.people
        newest = house.room.entries()[-1]
        assert (newest.type, json.loads(newest.entry)["facts"]) == ("reach.read", {"days": 9})
    assert newest.content_id is None
