"""A sample is committed to before, drawn once after, from all who are in it, and anybody can draw it again."""

from typing import Any

import pytest

from onrecord import endpoints
from onrecord.errors import Forbidden, NotFound
from onrecord.proofs import ProofError, drawn, verify_sample
from onrecord.wire.messages import SendMessage
from onrecord.wire.samples import DrawSamples
from onrecord_server.policy.rules import faults
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.sampling.conftest import Desk, drawing
from tests.support.verified import findings, verified


def _all(desk: Desk, sample_id: str, name: str = "audrey") -> tuple[list[str], list[str]]:
    """Return the ids that a sample was drawn from, and those drawn."""
    me, cursor = desk.house.me(name).samples, None
    eligible: list[str] = []
    chosen: list[str] = []
    while True:
        page = me.messages(sample_id, cursor=cursor)
        eligible += page.eligible
        chosen += page.drawn
        cursor = page.next_cursor
        if cursor is None:
            return eligible, chosen


@pytest.mark.req("MIF-3")
@pytest.mark.req("FIN-2")
@pytest.mark.req("FIN-6")
@pytest.mark.req("INV-11")
def test_it_is_committed_to_drawn_and_drawn_again_by_an_outsider(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord_server.oversight.sampling.rules.PART", 4)
    before = desk.write(3)
    begun = desk.tick()
    (running,) = desk.samples()
    assert [running.id] == begun.begun
    assert (running.state, running.seed, running.hundredths) == ("committed", None, 5000)
    assert running.unsampled == len(before), "what was written before is a gap, and said"
    ids = desk.write(15)
    assert desk.tick() == desk.tick() == type(begun)(drawn=[], begun=[])
    desk.house.clock.forward(days=7)
    assert desk.tick().drawn == [running.id]
    following, over = desk.samples()
    assert (over.state, over.ended_by, over.eligible) == ("drawn", "time", 10)
    assert (following.state, following.unsampled) == ("committed", 0)
    assert following.position > (over.drawn_position or 0)
    eligible, chosen = _all(desk, over.id)
    assert eligible == [one for number, one in enumerate(ids) if number % 3 != 2], "carol cooks"
    assert over.seed is not None
    assert chosen == drawn(over.seed, eligible, 50)
    verify_sample(over.commitment, over.seed, eligible, 50, chosen)
    with pytest.raises(ProofError):
        verify_sample(following.commitment, over.seed, eligible, 50, chosen)
    report = verified(desk.house.room)
    assert report.findings == []
    said = f"{over.id} was drawn again: the same {len(chosen)} of 10 messages"
    assert said in report.remarks


@pytest.mark.req("INV-3")
@pytest.mark.req("INV-11")
def test_a_newer_policy_ends_the_period_and_reaches_nothing_back(desk: Desk) -> None:
    desk.tick()
    under_the_first = desk.write(4, "alice")
    desk.put_in_force(drawing(percent=100))
    in_between = desk.write(2, "alice")
    desk.tick()
    after = desk.write(3, "alice")
    desk.put_in_force(start("general"))
    assert len(desk.tick().drawn) == 1
    second, first = desk.samples()
    assert (first.ended_by, first.policy_version, first.eligible) == ("policy", 1, 4)
    assert _all(desk, first.id)[0] == under_the_first
    assert (second.policy_version, second.unsampled, second.drawn) == (2, len(in_between), 3)
    assert _all(desk, second.id)[1] == after, "a hundred percent is everything"
    assert desk.tick().begun == [], "this policy draws nothing"
    assert findings(desk.house.room) == []


@pytest.mark.req("INV-11")
def test_clocks_that_jump_draw_nothing_twice_and_leave_nothing_out(desk: Desk) -> None:
    desk.tick()
    ids = desk.write(2, "alice")
    desk.house.clock.forward(days=400)
    desk.tick()
    ids += desk.write(2, "alice")
    desk.house.clock.forward(days=-400)
    desk.tick()
    ids += desk.write(2, "alice")
    desk.house.clock.forward(days=8)
    desk.tick()
    over = sorted(desk.samples(state="drawn"), key=lambda one: one.position)
    assert [one.ended_by for one in over] == ["time", "clock", "time"]
    assert [one for sample in over for one in _all(desk, sample.id)[0]] == ids
    assert {one.unsampled for one in over} == {0}
    assert findings(desk.house.room) == []


def test_a_message_of_the_same_batch_is_in_the_period_that_it_ends(desk: Desk) -> None:
    desk.tick()
    desk.house.clock.forward(days=8)
    send = SendMessage(conversation_id=desk.talk, text="in the same breath")
    sent, answer, later = desk.house.room.batch(
        ("alice", endpoints.SEND_MESSAGE, send),
        (None, endpoints.DRAW_SAMPLES, DrawSamples()),
        ("alice", endpoints.SEND_MESSAGE, send),
    )
    (over,) = desk.samples(state="drawn")
    assert _all(desk, answer.drawn[0])[0] == [sent.id]
    assert sent.position < (over.drawn_position or 0) < later.position
    assert findings(desk.house.room) == []


@pytest.mark.req("INV-13")
def test_what_a_tag_protects_is_not_drawn_and_stays_protected(desk: Desk) -> None:
    desk.tick()
    host = desk.house.room.plain(None)
    host.conversations.tag(desk.talk, "privileged", reason="Counsel is in here")
    desk.write(3, "alice")
    host.conversations.untag(desk.talk, "privileged", reason="Counsel has left")
    open_again = desk.write(2, "alice")
    desk.house.clock.forward(days=8)
    desk.tick()
    (over,) = desk.samples(state="drawn")
    assert _all(desk, over.id)[0] == open_again
    assert findings(desk.house.room) == []


def test_who_sees_what_of_a_sample(desk: Desk, refuses: Refuses) -> None:
    desk.tick()
    desk.write(4, "alice")
    desk.house.clock.forward(days=8)
    desk.tick()
    over = desk.samples(state="drawn")[0]
    assert [one.id for one in desk.samples("ivan", state="drawn")] == [over.id], "may open it"
    refuses(Forbidden, lambda: desk.house.me("ivan").samples.messages(over.id))
    assert desk.samples("alice") == []
    refuses(NotFound, lambda: desk.house.me("alice").samples.get(over.id))
    refuses(NotFound, lambda: desk.house.me("alice").samples.messages(over.id))
    refuses(Forbidden, desk.house.me("ivan").samples.draw)
    assert desk.house.me("cora").samples.get(over.id).seed == over.seed
    assert desk.house.me("cora").samples.draw().drawn == []


@pytest.mark.parametrize("percent", [0.001, 33.333])
def test_a_percent_has_two_decimals(desk: Desk, percent: float) -> None:
    found: Any = faults(drawing(percent=percent))
    assert "two decimals" in found[0].said
