"""Whatever people do in whatever order: a hold keeps until two of them end it, and its end deletes nothing."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import Conflict, Forbidden
from onrecord.wire.holds import Hold
from tests.operations.holds.conftest import WHY, Matter
from tests.operations.holds.test_holds import keeping
from tests.support.verified import findings


WHO = ("cora", "lena", "otto")
DOES = ("ask", "release", "refuse", "approve", "widen")
STEPS = st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(DOES)), max_size=8)


def _does(matter: Matter, who: str, what: str, hold: Hold) -> Hold:
    me, sealed = matter.house.me(who).holds, {"scope_hash": hold.scope_hash}
    if what == "ask":
        return me.ask_release(hold.id, reason=WHY)
    if what == "refuse":
        return me.refuse(hold.id, reason=WHY)
    if what == "widen":
        return me.widen(hold.id, hold.scope, revision=hold.revision, reason=WHY)
    return me.release(hold.id, **sealed) if what == "release" else me.approve(hold.id, **sealed)


@pytest.mark.req("LH-1")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(silent=st.booleans(), steps=STEPS)
def test_a_hold_keeps_until_two_people_end_it(
    matter: Matter, silent: bool, steps: list[tuple[str, str]]
) -> None:
    hold = matter.place("cora", silent=silent)
    asker: str | None = None
    for who, what in steps:
        contents = set(map(str, matter.house.room.rows()["onrecord_contents"]))
        with suppress(Conflict, Forbidden):
            done = _does(matter, who, what, hold)
            assert (what, who) not in {("release", asker), ("approve", "cora")}
            asker = done.release_asked_by
            hold = done
        assert contents <= set(map(str, matter.house.room.rows()["onrecord_contents"]))
        assert (hold.id in keeping(matter)) is (hold.state not in ("released", "refused"))
        if hold.state == "released":
            assert hold.release_asked_by != hold.ended_by
    assert findings(matter.house.room) == []
