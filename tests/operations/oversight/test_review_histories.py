"""Whatever is reported, drawn, opened and decided in whatever order: reviews keep their rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.proofs.sampling import verify_sample
from tests.operations.beginnings import begun
from tests.operations.oversight.conftest import ROLES, Case
from tests.operations.oversight.review_history import (
    IBAN,
    REVIEWERS,
    STEPS,
    Opened,
    Reviews,
    policy,
)
from tests.operations.policy.conftest import House
from tests.support.engines import check_invariants
from tests.support.verified import findings


def _settle(house: House) -> tuple[str, str]:
    everybody = {**ROLES, **REVIEWERS}
    for name, roles in everybody.items():
        house.introduce(name, roles)
    talk = house.me("alice").conversations.create(kind="direct", members=["bob"]).id
    group = house.me("alice").conversations.create(kind="group", members=["bob", "carol"]).id
    house.me("alice").messages.send(group, "before there was a policy")
    house.put_in_force(policy(50, 1))
    for name in everybody:
        house.acknowledge(name)
    house.me("cora").samples.draw()
    for _ in range(3):
        said = house.me("alice").messages.send(group, "<@bob> under the first one")
        house.me("bob").reports.make("fraud", message_id=said.id)
    house.me("bob").messages.send(group, f"Pay to {IBAN}")
    said = house.me("bob").messages.send(talk, "<@alice> under the first one")
    house.me("alice").reports.make("threat", message_id=said.id)
    return talk, group


@contextmanager
def beginning() -> Iterator[Reviews]:
    """Give a history that has just begun, in a database of its own."""
    with begun(_settle) as (house, (talk, group)):
        history = Reviews(Case(house, talk), [talk, group])
        history.learn()
        history.learn_held("bob")
        yield history


@settings(max_examples=20)
@given(st.lists(STEPS, min_size=15, max_size=40))
@pytest.mark.req("INV-6")
@pytest.mark.req("INV-7")
@pytest.mark.req("INV-8")
@pytest.mark.req("INV-10")
@pytest.mark.req("INV-11")
@pytest.mark.req("INV-13")
def test_reviews_keep_their_rules(steps: list[tuple[Any, ...]]) -> None:
    with beginning() as history:
        for step in steps:
            history.step(step)
        assert findings(history.case.house.room) == []
        check_invariants(history.case.house.room)
        for look in history.opened:
            _is_no_party(look)
            _shows_no_more_than_it_may(history, look)
        _names_hold_for_one_case(history)
        _decided_is_decided(history)
        _what_waits_is_neither_shown_nor_lost(history)
        _drawn_is_drawn_again(history)
        _each_look_is_disclosed(history)


def _is_no_party(look: Opened) -> None:
    """Invariant 6, and who audits opens nothing."""
    assert look.who not in look.members - {"rex"}, "rex is put in by others, and writes nothing"
    assert look.who in {"rhea", "rex", "ivan"}


def _shows_no_more_than_it_may(history: Reviews, look: Opened) -> None:
    """Invariants 3, 8 and 10: its window, nothing from before the policy, and no name that was not revealed."""
    shown, asked = look.case.messages, history.asked.count((look.who, look.case.case.id))
    assert [one.focus for one in shown].count(True) == _has_words(look)
    assert len(shown) <= look.case.case.before + look.case.case.after + 1
    assert asked or look.case.case.before <= 2
    for one in shown:
        assert one.text != "before there was a policy"
        assert one.author.startswith("P-")
        assert not any(f"<@{name}>" in (one.text or "") for name in ("alice", "bob", "carol"))


def _has_words(look: Opened) -> bool:
    """Invariant 13: what a tag protects is opened by a legal process alone."""
    return look.case.case.message is not None and not look.case.case.protected


def _names_hold_for_one_case(history: Reviews) -> None:
    """Invariant 8: the same name in the same case, and another in another."""
    names: dict[str, dict[str, set[str]]] = {}
    about = history.messages_of()
    for look in history.opened:
        case = look.case.case
        author = history.written.get(about.get(case.id, ""), ("", ""))[0]
        if author and case.person is not None:
            names.setdefault(author, {}).setdefault(case.id, set()).add(case.person)
    for by_case in names.values():
        assert all(len(found) == 1 for found in by_case.values())
        assert len({min(found) for found in by_case.values()}) == len(by_case)


def _decided_is_decided(history: Reviews) -> None:
    """Invariant 7: by who opened it, once, and it stays as it was."""
    now = {one.id: one for one in history.cases()}
    ids = [case.id for _, case in history.decided]
    assert len(ids) == len(set(ids))
    for who, case in history.decided:
        assert who in {look.who for look in history.opened if look.case.case.id == case.id}
        kept = ("disposition", "action", "decided_by", "decided_at")
        assert [getattr(now[case.id], name) for name in kept] == [
            getattr(case, name) for name in kept
        ]

    for who, case_id in history.answered:
        assert who != now[case_id].decided_by


def _what_waits_is_neither_shown_nor_lost(history: Reviews) -> None:
    """What is held stays out of sight until somebody let it go, and always has a case."""
    about = history.messages_of()
    cases = {about[one.id]: one for one in history.cases() if one.id in about}
    upheld = {case_id for _, case_id in history.answered}
    for message, author in history.held.items():
        case, others = cases[message], [one for one in ("alice", "bob") if one != author]
        released = case.action == "release" or case.id in upheld
        for other in others:
            shown = history.case.house.me(other).messages.list(history.places[1], limit=200).data
            assert released or message not in {one.id for one in shown}


def _drawn_is_drawn_again(history: Reviews) -> None:
    """Invariants 11 and 13: by the seed that was committed to, and never from what is protected."""
    me = history.case.house.me("audrey")
    for sample, tagged in history.drawn:
        ids = me.samples.messages(sample.id)
        assert sample.seed is not None
        percent = sample.hundredths / 100
        verify_sample(sample.commitment, sample.seed, ids.eligible, percent, ids.drawn)
        places = {history.written[one][1] for one in ids.eligible if one in history.written}
        assert not places & tagged


def _each_look_is_disclosed(history: Reviews) -> None:
    """Each is told to those whose words it showed; what was kept back, to its author alone."""
    looks = {one.case.disclosure_id for one in history.opened} - {None}
    told = [
        history.case.house.me(name).disclosures.list(limit=100).data for name in ("alice", "bob")
    ]
    common = [{one.id for one in data if not one.kept_back} for data in told]
    own = [{one.id for one in data if one.kept_back} for data in told]
    assert common[0] == common[1]
    assert not own[0] & own[1]
    assert looks <= common[0] | own[0] | own[1]
    for look in history.opened:
        if look.case.messages and all(one.state != "active" for one in look.case.messages):
            assert look.case.disclosure_id not in common[0]
