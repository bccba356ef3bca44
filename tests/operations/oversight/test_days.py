"""How things go, day by day: counts for those who oversee."""

from onrecord.errors import Forbidden
from tests.operations.conftest import Refuses
from tests.operations.oversight.desk import seated
from tests.operations.policy.conftest import House


def test_each_day_counts_what_was_written_found_and_decided(house: House) -> None:
    desk = seated(house)
    desk.report()
    house.clock.forward(hours=6)
    desk.open()
    desk.decide(disposition="no_issue")
    found = desk.me("cora").watch.days()
    assert (len(found.data), found.complete) == (30, True)
    today = found.data[-1]
    assert today.day == house.clock().date()
    assert (today.messages, today.people) == (10, 0), "few people are not counted"
    assert (today.opened, today.decided) == (1, 1)
    assert today.hours is None, "of one decision it would be one reviewer's time"
    seen = desk.me("rhea").watch.days().data[-1]
    assert (seen.opened, seen.decided) == (0, 0), "a reviewer learns of no single case"
    assert sum(day.messages + day.opened for day in found.data[:-1]) == 0
    ahead = desk.me("audrey").watch.days(utc_offset=840).data[-1]
    assert ahead.day >= today.day


def test_it_is_for_who_oversees(house: House, refuses: Refuses) -> None:
    desk = seated(house)
    for name in ("alice", "paula"):
        refuses(Forbidden, lambda name=name: desk.me(name).watch.days())  # type: ignore[misc]
