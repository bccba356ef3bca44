"""A flood slows down the conversation that it is in, for as long as the policy says."""

import pytest

from onrecord.errors import Invalid, SlowMode
from tests.operations.judging.conftest import Talk, policy
from tests.support.clocked import Clock
from tests.support.verified import findings


FLOOD = {"id": "flood", "kind": "flood", "repeats": 1, "action": "block"}
SLOW = {"slow_after": 2, "slow_seconds": 30, "slow_for": "PT1H"}


def flood(talk: Talk) -> None:
    """Let alice say the same three times, of which two are a flood."""
    talk.adopt([{**FLOOD, **SLOW}])
    for _ in range(3):
        talk.say("buy now")


def test_a_flood_slows_the_conversation_down_until_it_ends_by_itself(
    talk: Talk, clock: Clock
) -> None:
    flood(talk)
    here = talk.bob.conversations.get(talk.id)
    assert here.slow_seconds == 30
    assert here.slow_until is not None
    talk.bob.messages.send(talk.id, "one")
    with pytest.raises(SlowMode):
        talk.bob.messages.send(talk.id, "two")
    entry = next(row for row in talk.house.room.entries() if row.type == "conversation.updated")
    assert (entry.actor, entry.audience) == ("service:oversight", f"c:{talk.id}")
    assert '"trigger":"flood"' in entry.entry
    clock.forward(hours=1)
    for text in ("three", "four"):
        talk.bob.messages.send(talk.id, text)
    assert findings(talk.house.room) == []


def test_who_leads_the_conversation_ends_it_before(talk: Talk, clock: Clock) -> None:
    flood(talk)
    ended = talk.alice.conversations.update(talk.id, slow_seconds=0)
    assert (ended.slow_seconds, ended.slow_until) == (0, None)
    for text in ("one", "two"):
        talk.bob.messages.send(talk.id, text)
    clock.forward(hours=2)
    for _ in range(3):
        talk.say("buy again")
    clock.forward(hours=2)
    stays = talk.alice.conversations.update(talk.id, slow_seconds=30)
    assert (stays.slow_seconds, stays.slow_until) == (30, None)
    assert findings(talk.house.room) == []


def test_what_somebody_set_stays_and_a_direct_conversation_is_never_slowed(talk: Talk) -> None:
    talk.alice.conversations.update(talk.id, slow_seconds=5)
    flood(talk)
    assert talk.bob.conversations.get(talk.id).slow_until is None
    direct = talk.alice.conversations.create(kind="direct", members=["bob"]).id
    for _ in range(3):
        talk.alice.messages.send(direct, "buy this")
    assert talk.bob.conversations.get(direct).slow_seconds == 0


def test_no_rule_slows_it_for_more_than_a_week(talk: Talk) -> None:
    with pytest.raises(Invalid) as caught:
        talk.house.me("paula").policy.draft(policy([{**FLOOD, **SLOW, "slow_for": "P8D"}]))
    assert [one["pointer"] for one in caught.value.errors] == ["/document/triggers/5/slow_for"]
