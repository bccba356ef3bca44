"""Custodians are told what to keep, say that they know, are reminded until they do, and hear that it is over."""

from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord_server.attachments.settling import system
from onrecord_server.holds.telling import REMIND, RemindCustodians
from tests.operations.conftest import Refuses
from tests.operations.holds.conftest import WHY, Matter
from tests.support.clocked import Clock
from tests.support.verified import findings


def remind(matter: Matter) -> int:
    """Remind those who are due; return how many there were."""
    found: Any = matter.house.room.engines.call(REMIND.name, RemindCustodians(), system("acme"))
    return int(found.value["people"])


@pytest.mark.req("LH-3")
def test_custodians_hear_acknowledge_and_are_reminded_until_they_do(
    matter: Matter, clock: Clock, refuses: Refuses
) -> None:
    alice, bob, cora = (matter.house.me(name).holds for name in ("alice", "bob", "cora"))
    made = matter.place(notice="Keep all about order 1042", acknowledge_within="P8D")
    [told] = alice.notices().data
    assert (told.name, told.notice, told.revision) == (made.name, "Keep all about order 1042", 1)
    assert "reason" not in told.model_dump()
    assert remind(matter) == 0
    refuses(Conflict, lambda: alice.acknowledge(made.id, revision=2))
    refuses(NotFound, lambda: matter.house.me("carol").holds.acknowledge(made.id, revision=1))
    refuses(
        Forbidden, lambda: matter.house.room.plain("bob").holds.acknowledge(made.id, revision=1)
    )
    done = alice.acknowledge(made.id, revision=1)
    assert done.acknowledged_at is not None
    before = matter.house.room.rows()
    assert alice.acknowledge(made.id, revision=1) == done
    assert matter.house.room.rows() == before, "acknowledging twice is acknowledging once"
    clock.forward(days=4, seconds=1)
    assert (remind(matter), remind(matter)) == (1, 0)
    clock.forward(days=4)
    assert remind(matter) == 1
    found = {one.person_id: one for one in cora.get(made.id).custodians}
    assert (found["alice"].overdue, found["bob"].overdue) == (False, True)
    assert [found[name].reminders for name in ("alice", "bob")] == [0, 2]
    clock.forward(days=7)
    assert remind(matter) == 1
    assert bob.acknowledge(made.id, revision=1).overdue is False
    clock.forward(days=30)
    assert remind(matter) == 0
    matter.release(made)
    assert alice.notices().data[0].lifted_at is not None
    assert [one for one in matter.house.room.types() if one == "hold.told"] == ["hold.told"] * 7
    assert findings(matter.house.room) == []


def test_who_has_left_is_not_reminded_and_shows_so(matter: Matter, clock: Clock) -> None:
    made = matter.place()
    matter.house.room.plain(None).people.deactivate("bob")
    clock.forward(days=30)
    assert (remind(matter), remind(matter)) == (1, 0)
    shown = {
        one.person_id: one.left for one in matter.house.me("cora").holds.get(made.id).custodians
    }
    assert shown == {"alice": False, "bob": True}


def test_what_is_new_is_acknowledged_anew(matter: Matter, refuses: Refuses) -> None:
    alice, cora = matter.house.me("alice").holds, matter.house.me("cora").holds
    made = matter.place(tell=["carol"], acknowledge_within="P1D")
    assert [one.person_id for one in made.custodians] == ["alice", "bob", "carol"]
    alice.acknowledge(made.id, revision=1)
    cora.widen(made.id, made.scope, revision=1, reason=WHY, notice="Letters, too")
    [told] = alice.notices().data
    assert (told.revision, told.notice, told.acknowledged_at) == (2, "Letters, too", None)
    refuses(Conflict, lambda: alice.acknowledge(made.id, revision=1))
    assert len(matter.house.me("carol").holds.notices().data) == 1, "who was told stays told"
    assert findings(matter.house.room) == []
