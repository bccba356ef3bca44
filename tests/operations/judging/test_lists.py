"""Messages are judged by the version of a list that is in force: from its approval on, and by no other."""

import json

import pytest

from onrecord.errors import Conflict
from onrecord.wire.lexicon_document import Expression, Term
from tests.operations.judging.conftest import Talk
from tests.operations.moderation.conftest import advice, put_in_force, words


@pytest.fixture
def listed(talk: Talk) -> Talk:
    """The policy covers what one list finds and holds what another one does."""
    put_in_force(talk.house, words("off the record", name="mild"))
    put_in_force(talk.house, words("shred", name="strict"))
    talk.adopt(
        [
            {"id": "mild", "kind": "lexicon", "lexicon": "mild", "action": "mask"},
            {"id": "strict", "kind": "lexicon", "lexicon": "strict", "action": "hold"},
        ]
    )
    return talk


def test_what_is_in_force_judges_and_what_is_not_does_not(listed: Talk) -> None:
    said = listed.say("Keep it 0ff\u2011the\u2011rec\u200bord, please")
    cover = "\u25ae"
    assert said.text == f"Keep it {cover * 15}, please"
    entry = next(row for row in listed.house.room.entries() if row.type == "message.flagged")
    facts = json.loads(entry.entry)["facts"]
    assert (facts["lexicon"], facts["lexicon_version"]) == ("mild", 1)
    listed.house.me("paula").lexicons.put(words("please", name="strict"))
    assert listed.say("yes, please").state == "active"
    put_in_force(listed.house, words("thanks", name="strict"))
    assert listed.say("yes, thanks").state == "held"
    assert listed.say("shred it").state == "active"
    with pytest.raises(Conflict):
        listed.house.me("cora").lexicons.withdraw("strict", 3)


def test_too_much_and_what_cannot_be_looked_at_is_held(listed: Talk) -> None:
    said = listed.say("off the record " * 1_001)
    assert (said.state, said.judged and said.judged.kind) == ("held", "unjudged")
    assert listed.texts() == []


def test_expressions_judge_too_and_see_what_is_hidden(listed: Talk) -> None:
    ring = Expression(name="ring", pattern=r"(?i)\bring me on my own\b")
    put_in_force(listed.house, words("shred", name="strict", expressions=[ring]))
    assert listed.say("Ring\u00a0me on my o\u200bwn phone").state == "held"
    assert listed.say("Ring me").state == "active"


def test_advice_tells_nobody_and_blocks_nothing(talk: Talk) -> None:
    put_in_force(talk.house, advice("manpower"))
    with pytest.raises(Conflict):
        talk.adopt([{"id": "kind", "kind": "lexicon", "lexicon": "kind", "action": "block"}])
    assert talk.say("We need manpower").state == "active"
    assert "message.flagged" not in talk.house.room.types()


def test_near_and_unless_are_judged_by(talk: Talk) -> None:
    shred = Term(text="shred", near="evidence", within=3, unless=["shred guitar"])
    put_in_force(talk.house, words("zzz", name="lex-1").model_copy(update={"terms": [shred]}))
    talk.adopt([{"id": "lex", "kind": "lexicon", "lexicon": "lex-1", "action": "block"}])
    assert talk.say("shred the evidence").state == "blocked"
    assert talk.say("shred guitar evidence").state == "active"
    assert talk.say("shred the paper, later look for evidence").state == "active"
