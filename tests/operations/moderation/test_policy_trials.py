"""A trial of a policy counts what it would find, tells of nobody, and is on the record."""

from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.policy_trials import PolicyTrial
from onrecord_server.moderation import noise
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.moderation.conftest import House, words
from tests.operations.moderation.test_trials import WRITERS, next_day, say
from tests.support.verified import findings


pytestmark = pytest.mark.usefixtures("exact")
CARD = "pay with 4111 1111 1111 1111"
LOOKS: list[dict[str, Any]] = [
    {"id": "leaks", "kind": "lexicon", "lexicon": "lex-1", "action": "hold"},
    {"id": "cards", "kind": "detector", "entities": ["card"], "action": "mask"},
    {"id": "rush", "kind": "flood", "messages": 30, "action": "hold"},
    {"id": "gone", "kind": "lexicon", "lexicon": "never", "action": "flag"},
]


def policy(*looks: dict[str, Any]) -> PolicyDocument:
    """The plainest policy, with something to look for."""
    said = start("general").model_dump(mode="json")
    authors = [
        one | {"of": [*one["of"], "hold"]} for one in said["notices"] if one["to"] == "author"
    ]
    others = [one for one in said["notices"] if one["to"] != "author"]
    more = {"triggers": [*said["triggers"], *looks], "notices": [*others, *authors]}
    return PolicyDocument.model_validate(said | more)


def ready(house: House) -> str:
    """Three who write under a policy that looks for cards; returns where."""
    house.introduce("carol", [])
    house.me("cora").lexicons.approve(
        "lex-1", 1, hash=house.me("paula").lexicons.put(words("shred")).hash
    )
    house.put_in_force(policy(LOOKS[1]))
    for name in WRITERS:
        house.acknowledge(name)
    return house.me("alice").conversations.create(kind="group", members=["bob", "carol"]).id


def tried(house: House, *looks: dict[str, Any], name: str = "cora") -> PolicyTrial:
    draft = house.me("paula").policy.draft(policy(*looks))
    next_day(house)
    return house.me(name).policy.trial(draft.version)


def test_a_draft_is_counted_against_what_is_in_force(house: House) -> None:
    talk = ready(house)
    say(house, talk, *["shred it"] * 17, *["nothing"] * 4, *[CARD] * 6)
    found = tried(house, *LOOKS[:3])
    assert (found.base, found.looked_at, found.complete) == (1, 25, True)
    # What was covered is not there any more to be found: it is looked at as it is now.
    assert (found.found, found.found_now, found.stopped, found.stopped_now) == (15, 0, 15, 0)
    told = {one.trigger: (one.counted, one.messages, one.now) for one in found.triggers}
    assert told["leaks"] == (True, 15, None)
    assert told["cards"] == (True, 0, 0)
    assert told["rush"] == told["report"] or told["rush"] == (False, None, None)
    assert [(day.looked_at, day.found) for day in found.days] == [(0, 0)] * 29 + [(25, 15)]
    assert len({day.day for day in found.days}) == 30
    (entry,) = [row for row in house.room.entries() if row.type == "policy.tried"]
    assert (entry.actor, entry.audience, entry.content_id) == ("cora", "-", None)
    assert findings(house.room) == []


def test_few_people_and_few_messages_are_not_told(house: House) -> None:
    talk = ready(house)
    say(house, talk, *["shred it"] * 9, by=("alice", "bob"))
    say(house, talk, *["hello"] * 4)
    found = tried(house, LOOKS[0])
    assert (found.found, found.stopped, found.triggers[-1].messages) == (0, 0, 0)


def test_noise_never_finds_more_than_was_looked_at(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = ready(house)
    say(house, talk, *["shred it"] * 15)
    monkeypatch.setattr(noise.Noise, "on", lambda _, count: count + 40)
    found = tried(house, *LOOKS[:2])
    assert [(day.looked_at, day.found) for day in found.days] == [(0, 0)] * 29 + [(15, 15)]
    assert {found.looked_at, found.found, found.found_now, found.stopped} == {15}
    assert {one.messages for one in found.triggers if one.counted} == {15}
    house.clock.forward(days=40)
    of_list = house.me("cora").lexicons.trial("lex-1", 1)
    assert (of_list.looked_at, of_list.flagged, of_list.rules) == (0, 0, [])


def test_a_list_that_is_missing_would_hold_everything_and_it_is_said(house: House) -> None:
    talk = ready(house)
    say(house, talk, *["hello"] * 15)
    found = tried(house, LOOKS[3])
    assert (found.triggers[-1].unjudged, found.triggers[-1].messages, found.stopped) == (
        True,
        15,
        15,
    )


def test_who_may_not_is_refused(house: House, refuses: Refuses) -> None:
    ready(house)
    for name in ("alice", "audrey"):
        refuses(Forbidden, lambda name=name: house.me(name).policy.trial(1))  # type: ignore[misc]
    refuses(NotFound, lambda: house.me("cora").policy.trial(7))


def test_a_draft_that_leaves_one_person_out_tells_nothing_of_them(house: House) -> None:
    talk = ready(house)
    say(house, talk, *["shred it"] * 15)
    value = policy(LOOKS[0]).model_dump(mode="json")
    value["scope"] |= {
        "populations": [{"name": "one", "rule": "id == 'alice'"}],
        "excluded": ["one"],
    }
    whole = tried(house, LOOKS[0])
    draft = house.me("paula").policy.draft(PolicyDocument.model_validate(value))
    without = house.me("cora").policy.trial(draft.version)
    assert (whole.found, whole.looked_at) == (without.found, without.looked_at) == (15, 15)
