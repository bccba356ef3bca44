"""Two rules may ask about the same space and dates: an answer speaks of its own, and what both name needs both."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.wire.policy_document import Retention
from onrecord.wire.retention_asks import RetentionAsk
from onrecord_server.retention.rules import end
from tests.operations.retention_asks.conftest import MONTH, WHY, Office


QUARTER = Retention(id="quarter", maximum="P3M", disposition="ask", basis="Books")


def by_rule(office: Office, **run: Any) -> dict[str, RetentionAsk]:
    """Return what is asked about conversations in no space, by the rule that asks; of the first year."""
    found = [one for one in office.run(**run) if one.space_id is None]
    return {one.rule: one for one in reversed(found)}


def counts(office: Office, **run: Any) -> dict[str, int]:
    """Return of how many messages each rule asks."""
    found: Counter[str] = Counter()
    for one in office.run(**run):
        found[one.rule] += one.messages
    return dict(found)


@pytest.fixture
def both(office: Office) -> Office:
    """A rule for each of two groups; both have messages of the same days."""
    other = office.house.me("alice").conversations.create(kind="group", members=["bob"]).id
    office.channel = other
    for number in range(3):
        office.say(f"ours {number}")
        office.say(f"theirs {number}", other)
    office.house.clock.forward(days=40)
    office.govern(
        MONTH.model_copy(update={"id": "ours", "conversations": [office.group]}),
        MONTH.model_copy(update={"id": "theirs", "conversations": [other]}),
    )
    return office


@pytest.fixture
def twice(office: Office) -> Office:
    """Three messages that two rules name, and that are over by both."""
    for number in range(3):
        office.say(f"old {number}")
    office.house.clock.forward(days=100)
    office.govern(MONTH, QUARTER)
    return office


def _later(office: Office, days: int) -> datetime:
    return office.house.clock() + timedelta(days=days)


def keep(office: Office, ask: RetentionAsk, days: int = 60) -> None:
    until = _later(office, days).replace(microsecond=0)
    office.of("prue").answer(ask.id, "keep", hash=ask.hash, reason=WHY, until=until)


def propose(office: Office, ask: RetentionAsk) -> None:
    office.of("prue").answer(ask.id, "erase", hash=ask.hash, reason=WHY)


@pytest.mark.parametrize("answer", [keep, propose, Office.erase])
def test_an_answer_to_one_rule_silences_no_question_of_another(
    both: Office, answer: Callable[[Office, RetentionAsk], Any]
) -> None:
    found = by_rule(both)
    assert {rule: one.messages for rule, one in found.items()} == {"ours": 3, "theirs": 3}
    answer(both, found["ours"])
    assert counts(both, days=2) == {"theirs": 3}
    both.erase(by_rule(both)["theirs"])
    both.run()
    assert both.texts(both.channel) == [None] * 3


def test_what_came_later_under_one_rule_is_asked_about_beside_an_answer_to_another(
    both: Office,
) -> None:
    keep(both, by_rule(both)["theirs"], 300)
    both.erase(by_rule(both)["ours"])
    both.run()
    both.house.acknowledge("alice")
    both.say("new ours")
    both.say("new theirs", both.channel)
    assert counts(both, days=40) == {"ours": 1, "theirs": 1}
    assert both.texts(both.channel)[0] == "theirs 0", "what stays by its own rule stays"
    assert both.texts()[:3] == [None] * 3


@pytest.mark.parametrize("first", ["month", "quarter"])
def test_what_two_rules_name_goes_once_both_were_answered(twice: Office, first: str) -> None:
    (second,) = {"month", "quarter"} - {first}
    assert counts(twice) == {"month": 3, "quarter": 3}
    found = by_rule(twice)
    twice.erase(found[first])
    twice.run()
    assert twice.texts() == [f"old {number}" for number in range(3)], "one answer lets nothing go"
    assert twice.of("cora").get(found[first].id).kept == 3
    assert counts(twice, days=2) == {second: 3}, "what was answered is not asked about again"
    twice.erase(found[second])
    twice.run()
    assert twice.texts() == [None] * 3
    gone = [one for one in twice.house.room.entries() if one.type == "message.erased"]
    facts = [json.loads(one.entry)["facts"] for one in gone]
    assert {(one["rule"], one["decision"]) for one in facts} == {(second, found[second].id)}


@pytest.mark.parametrize("first", ["month", "quarter"])
def test_of_two_rules_the_answer_that_keeps_is_the_stricter(twice: Office, first: str) -> None:
    (second,) = {"month", "quarter"} - {first}
    found = by_rule(twice)
    keep(twice, found[first], 60)
    twice.erase(found[second])
    assert counts(twice, days=30) == {}
    assert twice.texts()[0] == "old 0"
    assert counts(twice, days=40) == {first: 3}, "its date is over"
    twice.erase(by_rule(twice)[first])
    twice.run()
    assert twice.texts() == [None] * 3


def test_a_rule_whose_time_is_to_come_has_nothing_to_say_yet(office: Office) -> None:
    office.say("old")
    office.house.clock.forward(days=40)
    office.govern(MONTH, QUARTER)
    assert counts(office) == {"month": 1}
    office.erase(by_rule(office)["month"])
    office.run()
    assert office.texts() == [None]


def test_a_rule_under_a_minimum_asks_nothing(office: Office) -> None:
    office.say("old")
    office.house.clock.forward(days=100)
    office.govern(MONTH, QUARTER, Retention(id="books", minimum="P2M", basis="Law"))
    assert counts(office) == {"quarter": 1}
    office.erase(by_rule(office)["quarter"])
    office.run()
    assert office.texts() == [None]


def test_what_a_hold_kept_from_both_is_asked_about_again_by_both(twice: Office) -> None:
    held = twice.hold(words=["old 1"])
    found = by_rule(twice)
    for one in found.values():
        twice.erase(one)
    twice.run()
    assert twice.texts() == [None, "old 1", None]
    twice.release(held)
    assert counts(twice, days=2) == {"month": 1, "quarter": 1}
    again = by_rule(twice)
    twice.erase(again["quarter"])
    twice.run()
    assert twice.texts()[1] == "old 1", "what the other let go before does not count for it now"
    twice.erase(again["month"])
    twice.run()
    assert twice.texts() == [None] * 3


# -- any order -------------------------------------------------------------------------------------


steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["erase", "propose", "keep", "reopen"]),
            st.sampled_from(["month", "quarter", "theirs"]),
        ),
        st.tuples(st.just("wait"), st.sampled_from([1, 25, 70])),
        st.tuples(st.just("say"), st.just(0)),
    ),
    max_size=7,
)


class Judged:
    """What the law says, as it is written here: of each message and rule, what was answered last."""

    def __init__(self, office: Office) -> None:
        self.office = office
        #: Of each message: where it stands and when it was written.
        self.said: dict[str, tuple[str, datetime]] = {}
        #: Which messages an answer is about, and what it says: until when it keeps, or that it lets go.
        self.let_go: dict[str, set[str]] = {"month": set(), "quarter": set(), "theirs": set()}
        self.kept: dict[str, dict[str, datetime]] = {rule: {} for rule in self.let_go}
        self.proposed: dict[str, set[str]] = {rule: set() for rule in self.let_go}

    def say(self) -> None:
        for where in (self.office.group, self.office.channel):
            sent = self.office.house.me("alice").messages.send(where, "said")
            self.said[sent.id] = (where, sent.created_at)

    def asking(self, message: str) -> set[str]:
        """Return the rules that are over for a message."""
        where, at = self.said[message]
        now = self.office.house.clock()
        if where == self.office.channel:
            return {"theirs"} if end(at, "P1M") <= now else set()
        return {
            rule for rule, most in (("month", "P1M"), ("quarter", "P3M")) if end(at, most) <= now
        }

    def open(self, rule: str) -> set[str]:
        """Return the messages that a rule asks about now."""
        now = self.office.house.clock()
        kept = {one for one, until in self.kept[rule].items() if until > now}
        settled = self.let_go[rule] | kept | self.proposed[rule]
        there = {one for one in self.said if rule in self.asking(one)}
        return there - settled

    def gone(self) -> set[str]:
        """Return what goes now: each rule that asks about it has let it go."""
        asked = {one: self.asking(one) for one in self.said}
        return {
            one for one, by in asked.items() if by and all(one in self.let_go[rule] for rule in by)
        }

    def answer(self, kind: str, rule: str) -> None:
        ask = by_rule(self.office).get(rule)
        if kind == "reopen":
            self._reopen(rule)
        elif ask is not None:
            year = ask.first_at.year
            those = {one for one in self.open(rule) if self.said[one][1].year == year}
            if kind == "erase":
                self.office.erase(ask)
                self.let_go[rule] |= those
            elif kind == "propose":
                propose(self.office, ask)
                self.proposed[rule] |= those
            else:
                keep(self.office, ask)
                until = _later(self.office, 60).replace(microsecond=0)
                self.kept[rule] |= dict.fromkeys(those, until)

    def _reopen(self, rule: str) -> None:
        """Take back everything that is proposed or kept by a rule."""
        for state in ("proposed", "kept"):
            for one in self.office.of("audrey").iterate(state=state):
                if one.rule == rule:
                    self.office.of("cora").reopen(one.id, reason=WHY)
        self.proposed[rule].clear()
        self.kept[rule].clear()


@pytest.mark.req("GDP-3")
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_in_any_order_what_goes_is_what_each_rule_let_go(
    office: Office, history: list[tuple[str, Any]]
) -> None:
    _begin(office)
    judged = Judged(office)
    judged.say()
    for kind, what in [("wait", 70), *history, ("wait", 1)]:
        if kind == "wait":
            office.run(days=what)
        elif kind == "say":
            judged.say()
        else:
            judged.answer(kind, what)
        office.run(days=1.1)
        for one in judged.gone():
            del judged.said[one]
        assert _there(office) == set(judged.said)
        assert counts(office) == {
            rule: len(judged.open(rule)) for rule in judged.let_go if judged.open(rule)
        }


def _begin(office: Office) -> None:
    """Begin anew: two groups, and rules that are about them alone."""
    alice = office.house.me("alice")
    office.group, office.channel = (
        alice.conversations.create(kind="group", members=["bob"]).id for _ in range(2)
    )
    named = [
        (MONTH, "month", office.group),
        (QUARTER, "quarter", office.group),
        (MONTH, "theirs", office.channel),
    ]
    office.govern(
        *(
            rule.model_copy(update={"id": name, "conversations": [place]})
            for rule, name, place in named
        )
    )


def _there(office: Office) -> set[str]:
    bob = office.house.me("bob").messages
    places = (office.group, office.channel)
    return {one.id for place in places for one in bob.list(place).data if one.text is not None}
