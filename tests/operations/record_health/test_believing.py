"""One row that somebody wrote by hand switches nothing off: no check, no witness, no journal."""

import logging

import pytest
import sqlalchemy as sa

from onrecord_server.checks.rows import self_checks
from onrecord_server.journaling.rows import journals
from onrecord_server.witnessing.rows import witnesses
from tests.operations.journaling.conftest import Archive
from tests.operations.record_health.conftest import Ward
from tests.operations.record_health.test_health import deliver


#: A time in the year 2262, in microseconds.
FAR = 2**63 // 1000


def checks(ward: Ward) -> int:
    """How many self-checks the record says have ended."""
    return ward.house.room.types().count("record.check_ended")


@pytest.mark.req("SEC-3")
def test_a_check_of_a_time_to_come_lets_the_next_one_begin(
    ward: Ward, caplog: pytest.LogCaptureFixture
) -> None:
    ward.check()
    ward.forge(sa.update(self_checks).values(begun_at=FAR))
    assert (ward.health().state, ward.health().unbelieved) == ("never", 1)
    with caplog.at_level(logging.CRITICAL, "onrecord.record"):
        ward.check()
    assert checks(ward) == 2
    assert "1 self-checks of acme are not believed" in caplog.text
    found = ward.health()
    assert (found.state, found.unbelieved) == ("sound", 1)


@pytest.mark.req("SEC-3")
def test_a_check_that_the_record_does_not_know_is_none(ward: Ward) -> None:
    ward.check()
    ward.wait(days=3)
    ward.forge(sa.update(self_checks).values(begun_at=self_checks.c.begun_at + 3 * 86_400_000_000))
    assert ward.health().state == "never", "its row was moved to today"
    ward.check()
    assert checks(ward) == 2


@pytest.mark.req("SEC-3")
def test_a_check_whose_lease_ends_in_another_century_is_run(ward: Ward) -> None:
    ward.house.me("audrey").record.check()
    ward.forge(sa.update(self_checks).values(lease=FAR))
    ward.check()
    assert (checks(ward), ward.health().state) == (1, "sound")


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("begun", [0, FAR, 2**60])
def test_a_check_that_runs_and_that_the_record_does_not_know_stops_none(
    ward: Ward, begun: int
) -> None:
    said = dict.fromkeys(("entries", "versions", "erased", "checkpoint", "tries", "reached"), 0)
    row = {"tenant": "acme", "id": f"chk_{'7' * 32}", "state": "running", "begun_at": begun}
    ward.forge(sa.insert(self_checks).values(**row, **said, counts="{}", lease=2**60))
    ward.check()
    assert (checks(ward), ward.health().state, ward.health().unbelieved) == (1, "sound", 1)
    assert len(ward.house.me("audrey").record.checks().data) == 1
    asked = ward.house.me("audrey").record.check()
    assert asked.id != row["id"]


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("said", [{"size": 2**40}, {"next_at": FAR}])
def test_a_witness_of_which_the_database_says_what_cannot_be_gets_the_newest_head(
    ward: Ward, said: dict[str, int]
) -> None:
    ward.sign()
    ward.hand_out()
    ward.forge(sa.update(witnesses).values(**said))
    assert [one.state for one in ward.health().witnesses] == ["unbelieved"]
    ward.house.introduce("dora", [])
    size = ward.sign()
    ward.hand_out()
    assert ward.keeper.kept[-1] == size
    assert [one.state for one in ward.health().witnesses] == ["current"]


@pytest.mark.req("SEC-4")
@pytest.mark.parametrize("said", [{"seen": 2**40}, {"next_at": FAR}])
def test_a_journal_of_which_the_database_says_what_cannot_be_goes_on(
    ward: Ward, said: dict[str, int]
) -> None:
    archive = Archive()
    ward.wait(seconds=1)
    deliver(ward, archive)
    before = len(archive.taken)
    ward.forge(sa.update(journals).values(**said))
    assert [one.state for one in ward.health().journals] == ["unbelieved"]
    (talk,) = ward.house.me("alice").conversations.list().data
    ward.house.me("bob").messages.send(talk.id, "hi")
    ward.wait(seconds=1)
    deliver(ward, archive)
    assert len(archive.taken) == before + 1
    assert [one.state for one in ward.health().journals] == ["current"]
