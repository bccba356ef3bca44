"""The queue of the order desk: what a list found, what somebody reported and what was drawn, to its end."""

from collections.abc import Iterator

import pytest

from onrecord.errors import Forbidden, NotFound
from tests.examples.overseen import Enter, entrance, overseen
from tests.examples.reviewing import TOLD, appeal, decide, of_orders, queued, told


@pytest.fixture(scope="module")
def enter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enter]:
    """The door of a real server with the desk behind it."""
    with overseen(tmp_path_factory.mktemp("desk")) as worker, entrance(worker) as found:
        yield found


def test_what_a_list_held_back_is_rejected_and_delivered_after_an_appeal(enter: Enter) -> None:
    (case,) = queued(enter, "rita", "leaving")
    assert (case.source, case.severity) == ("lexicon", "high")
    with pytest.raises(NotFound):
        enter("bob").messages.get(enter.message_of(case.id))
    assert decide(enter, "rita", case, "violation", "reject").state == "decided"
    notice = told(enter, "erin", "reject")
    assert (notice.told, notice.rule) == (TOLD, "leaving")
    appeal(enter, "erin", notice, "rita", "cora")
    message = enter("bob").messages.get(enter.message_of(case.id))
    assert "purchase prices" in (message.text or "")


def test_what_was_reported_is_decided_and_both_hear_of_it(enter: Enter) -> None:
    (case,) = queued(enter, "rita", "report")
    decide(enter, "rita", case, "coach")
    assert told(enter, "dan", "report_decided").acted
    assert told(enter, "frank", "reviewed").told == TOLD
    (report,) = enter("dan").reports.list().data
    assert report.state == "decided"


def test_what_was_drawn_is_removed_and_put_back_after_an_appeal(enter: Enter) -> None:
    case, author = next(of_orders(enter))
    decide(enter, "cora", case, "violation", "remove")
    removed = enter("alice").messages.get(enter.message_of(case.id))
    assert (removed.state, removed.text) == ("removed", None)
    appeal(enter, author, told(enter, author, "remove"), "cora", "rita")
    assert enter("alice").messages.get(enter.message_of(case.id)).state == "active"


def test_nobody_in_a_conversation_and_nobody_who_audits_opens_its_case(enter: Enter) -> None:
    case = queued(enter, "audrey", "words")[0]
    with pytest.raises(Forbidden):
        enter("audrey").cases.open(case.id)
    for name in ("bob", "frank", "nina"):
        with pytest.raises(NotFound):
            enter(name).cases.open(case.id)
