"""A self-check is begun by the clock or by who answers for the record; its result is on the record."""

from typing import Any

import pytest

from onrecord.errors import Forbidden
from onrecord_server.checks import checker
from onrecord_server.checks.checker import Checker, Signers
from onrecord_server.core.leases import LEASE, TRIES
from onrecord_server.record.checking import Checked, Pace
from onrecord_server.record.findings import Report
from tests.operations.policy.conftest import ROLES, House
from tests.support.clocked import Clock, clock, sound_room
from tests.support.engines import Room


__all__ = ["clock", "sound_room"]


DAY = 86_400.0


@pytest.fixture
def house(room: Room, clock: Clock) -> House:
    """Everybody with a duty, and a message."""
    found = House(room, clock)
    for name, roles in ROLES.items():
        found.introduce(name, roles)
    group = found.me("alice").conversations.create(kind="group", members=["bob"]).id
    found.me("alice").messages.send(group, "hello")
    return found


def checks(house: House) -> Checker:
    """What runs checks, at once."""
    return Checker(
        house.room.engines,
        every=DAY,
        signers=Signers(None, "here"),
        pace=Pace(rest=0),
        look=0.0,
    )


def go(house: House) -> None:
    """Let what is due begin, and finish what waits."""
    database = house.room.engines.prepared("acme")
    one = checks(house)
    while one.round(database):
        one.wait()


def types(house: House) -> list[str]:
    """The entries of self-checks."""
    return [one.type for one in house.room.entries() if one.type.startswith("record.")]


@pytest.mark.req("SEC-3")
def test_the_clock_begins_one_a_day_and_the_result_is_on_the_record(house: House) -> None:
    go(house)
    go(house)
    assert types(house) == ["record.check_begun", "record.check_ended"]
    (found,) = house.me("audrey").record.checks().data
    assert (found.state, found.by_schedule, found.findings) == ("passed", True, 0)
    *before, ended = house.room.entries()
    assert (found.position, found.entries) == (ended.position, len(before))
    house.clock.forward(days=1, minutes=1)
    go(house)
    assert len(house.me("audrey").record.checks().data) == 2


def test_who_answers_for_the_record_has_it_checked_now_and_twice_is_once(house: House) -> None:
    for nobody in ("alice", "paula"):
        with pytest.raises(Forbidden):
            house.me(nobody).record.check()
        with pytest.raises(Forbidden):
            house.me(nobody).record.checks()
    asked = house.me("audrey").record.check()
    assert (asked.state, asked.by_schedule) == ("running", False)
    assert house.me("audrey").record.check() == asked
    go(house)
    (found,) = list(house.me("audrey").record.iterate_checks())
    assert (found.id, found.state, found.by_schedule) == (asked.id, "passed", False)


@pytest.mark.req("SEC-3")
def test_a_record_that_does_not_hold_alarms_everybody_who_answers_for_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Checked:
        report = Report()
        report.find("leaf_differs", "entry 3", "its leaf hash is not its own")
        return Checked(report, entries=9, codes={"leaf_differs": 1})

    monkeypatch.setattr(checker, "check_tenant", broken)
    told: list[str] = []
    one = checks(house)
    one._tell = told.append
    database = house.room.engines.prepared("acme")
    assert one.round(database) == 1
    one.wait()
    assert told == ["failed"]
    (found,) = house.me("audrey").record.checks().data
    assert (found.state, found.findings) == ("failed", 1)
    assert [(one.code, one.times) for one in found.found] == [("leaf_differs", 1)]
    alarmed = {one.audience for one in house.room.entries() if one.type == "record.alarmed"}
    officers = {"compliance_officer", "privacy_officer", "tenant_owner", "auditor"}
    assert alarmed == {f"p:{name}" for name, roles in ROLES.items() if officers & {*roles}}


def test_one_that_was_killed_is_begun_anew_and_stopped_after_several_times(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> Checked:
        raise RuntimeError("killed")

    house.me("audrey").record.check()
    monkeypatch.setattr(checker, "check_tenant", killed)
    for _ in range(TRIES):
        go(house)
        house.clock.forward(seconds=LEASE // 1_000_000 + 1)
    (found,) = house.me("audrey").record.checks().data
    assert (found.state, found.findings) == ("stopped", 0)
    alarms = [row for row in house.room.entries() if row.type == "record.alarmed"]
    assert alarms, "that nobody knows whether it holds is told, too"


def test_one_of_which_each_process_died_is_stopped(house: House) -> None:
    house.me("audrey").record.check()
    database = house.room.engines.prepared("acme")
    for _ in range(TRIES):
        assert checks(house)._leases.take(database) is not None
        house.clock.forward(seconds=LEASE // 1_000_000 + 1)
    go(house)
    (found,) = house.me("audrey").record.checks().data
    assert found.state == "stopped"


def test_an_auditor_finds_a_check_in_the_trail(house: House) -> None:
    asked = house.me("audrey").record.check()
    go(house)
    trail = house.me("audrey").record.search(area="record").data
    types_of = [one.type for one in trail if one.object == asked.id]
    assert types_of == ["record.check_ended", "record.check_begun"]
