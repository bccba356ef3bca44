"""A look at what was kept back is told to its author alone; what all saw is told to all."""

from onrecord_server.messages import holding
from tests.operations.judging.conftest import IBAN, Talk
from tests.support.verified import findings


def test_a_look_at_what_is_held_is_told_to_its_author_alone(talk: Talk) -> None:
    talk.say("before it")
    held = talk.say(f"pay {IBAN}")
    reviewer = talk.house.me("ivan")
    (case,) = reviewer.cases.list().data
    shown = reviewer.cases.open(case.id)
    assert [one.text for one in shown.messages] == ["before it", f"pay {IBAN}"]
    mine, theirs = (me.disclosures.list() for me in (talk.alice, talk.bob))
    assert [(one.messages, one.kept_back) for one in theirs.data] == [(1, False)]
    assert sorted((one.messages, one.kept_back) for one in mine.data) == [(1, False), (1, True)]
    assert (mine.looks, theirs.looks) == (2, 1)
    assert held.position not in {one.position for one in theirs.data}
    assert findings(talk.house.room) == []


def test_where_nothing_else_is_shown_nobody_else_is_told(talk: Talk) -> None:
    talk.say(f"pay {IBAN}")
    reviewer = talk.house.me("ivan")
    shown = reviewer.cases.open(reviewer.cases.list().data[0].id)
    assert talk.bob.disclosures.list().looks == 0
    (look,) = talk.alice.disclosures.list().data
    assert (look.id, look.kept_back) == (shown.disclosure_id, True)


def test_a_look_after_it_was_released_is_told_to_all(talk: Talk) -> None:
    held = talk.say(f"pay {IBAN}")
    talk.decide(holding.release, held.id)
    reviewer = talk.house.me("ivan")
    reviewer.cases.open(reviewer.cases.list().data[0].id)
    (look,) = talk.bob.disclosures.list().data
    assert (look.messages, look.kept_back) == (1, False)
