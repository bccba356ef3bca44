"""Whatever people do in whatever order: no look that the policy does not allow, and none that is not disclosed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy.rules import policy_hash
from onrecord_server.policy.starting import start
from tests.operations.beginnings import begun
from tests.operations.oversight.conftest import ROLES, Case
from tests.operations.oversight.history import STEPS, VERSIONS, History
from tests.operations.policy.conftest import House
from tests.support.engines import check_invariants
from tests.support.verified import findings


def _settle(house: House) -> tuple[str, str]:
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    talk = house.me("alice").conversations.create(kind="direct", members=["bob"]).id
    group = house.me("alice").conversations.create(kind="group", members=["bob", "carol"]).id
    house.me("alice").messages.send(talk, "before there was a policy")
    house.put_in_force(start("general"))
    for name in ROLES:
        house.acknowledge(name)
    for place in (talk, group):
        house.me("alice").messages.send(place, "alice under the first one")
    return talk, group


@contextmanager
def beginning() -> Iterator[History]:
    """Give a history that has just begun, in a database of its own."""
    with begun(_settle) as (house, (talk, group)):
        yield History(Case(house, talk), [talk, group])


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=6, max_size=40))
@pytest.mark.req("INV-1")
@pytest.mark.req("INV-2")
@pytest.mark.req("INV-4")
@pytest.mark.req("INV-5")
@pytest.mark.req("INV-6")
@pytest.mark.req("INV-9")
@pytest.mark.req("INV-15")
def test_the_record_alone_shows_that_every_look_was_lawful(steps: list[tuple[Any, ...]]) -> None:
    with beginning() as history:
        for step in steps:
            history.step(step)
        assert findings(history.case.house.room) == []
        check_invariants(history.case.house.room)
        _shown_is_in_scope(history)
        _each_look_is_disclosed(history)


def _shown_is_in_scope(history: History) -> None:
    """Invariants 1 and 3: nothing but what was asked for, and nothing from before the policy."""
    for look in history.shown:
        scope = look.grant.scope
        assert not scope.conversations or look.place in scope.conversations
        for message in look.page.data:
            assert message.conversation_id == look.place
            assert not scope.people or message.author in scope.people
            assert message.created_at <= look.at
            if look.grant.kind != "legal_process":
                assert message.text != "before there was a policy"


def _each_look_is_disclosed(history: History) -> None:
    """Those concerned see each look, the deferred ones on their date, and nobody more."""
    history.do_forward(24 * 40)
    seen = history.case.house.me("alice").disclosures.list(limit=100)
    assert {one.id for one in seen.data} == {one.page.disclosure_id for one in history.shown}
    assert seen.looks == len(history.shown)
    assert seen.deferred == []


@pytest.mark.req("INV-3")
def test_a_wider_trigger_opens_nothing_from_before_it() -> None:
    with beginning() as history:
        history.do_policy("longer")
        for name in ("alice", "bob"):
            history.do_acknowledge(name)
        history.do_forward(1)
        history.do_write("bob", 0)
        history.do_ask("ivan", "investigation", 0, deferred=False)
        history.do_approve("cora", 0)
        history.do_look("ivan", 0, 0)
        assert [one.author for one in history.shown[0].page.data] == ["bob"]


@pytest.mark.req("INV-12")
def test_what_is_removed_stays_for_the_record() -> None:
    with beginning() as history:
        history.do_remove(0)
        history.do_ask("ivan", "investigation", 0, deferred=False)
        history.do_approve("cora", 0)
        history.do_look("ivan", 0, 0)
        assert [(one.state, one.text) for one in history.shown[0].page.data] == [
            ("removed", "alice under the first one")
        ]
        assert findings(history.case.house.room) == []


@given(st.sampled_from((1, 29, 31, 60)))
@settings(max_examples=4)
@pytest.mark.req("INV-14")
def test_a_notice_that_was_put_off_comes_on_its_date_by_itself(days: int) -> None:
    with beginning() as history:
        history.do_ask("ivan", "investigation", 0, deferred=True)
        for name in ("cora", "prue"):
            history.do_approve(name, 0)
        history.do_look("ivan", 0, 0)
        history.do_forward(24 * days)
        seen = history.case.house.me("bob").disclosures.list()
        assert (len(seen.data), len(seen.deferred)) == ((0, 1) if days < 30 else (1, 0))


@given(st.sampled_from(sorted(VERSIONS)))
@settings(max_examples=len(VERSIONS))
@pytest.mark.req("INV-16")
def test_what_people_read_is_of_the_document_that_is_enforced(name: str) -> None:
    said = start("general").model_dump(mode="json")
    VERSIONS[name](said)
    document = PolicyDocument.model_validate(said)
    with beginning() as history:
        history.do_policy(name)
        history.case.house.clock.forward(seconds=1)
        read = history.case.house.me("alice").policy.get()
        assert read.hash == policy_hash(document)
        assert read.reading is not None
        lines = [line for section in read.reading.sections for line in section.lines]
        asked = any("investigation" in line.lower() for line in lines)
        assert asked is (name != "no investigation")


@pytest.mark.req("INV-15")
def test_an_emergency_is_over_after_an_hour_and_never_reviewed_by_oneself() -> None:
    with beginning() as history:
        history.do_ask("ivan", "emergency", 0, deferred=False)
        history.do_look("ivan", 0, 0)
        history.case.house.clock.forward(minutes=61)
        history.step(("look", "ivan", 0, 0))
        # Another duty, which would do for the review of somebody else's emergency, does not help.
        history.case.house.introduce("ivan", ["investigator", "compliance_officer"])
        history.step(("review", "ivan", 0))
        assert (len(history.shown), history.refused) == (1, 2)
        history.do_review("cora", 0)
        assert timedelta(hours=1) == _open_for(history)


def _open_for(history: History) -> timedelta:
    grant = history.case.house.me("ivan").grants.get(history.grants[0].id)
    assert grant.expires_at is not None
    assert grant.opened_at is not None
    return grant.expires_at - grant.opened_at


@pytest.mark.req("INV-6")
def test_who_writes_in_a_conversation_looks_at_it_as_one_of_it_or_not_at_all() -> None:
    with beginning() as history:
        history.do_ask("ivan", "investigation", 1, deferred=False)
        history.do_approve("cora", 0)
        history.do_look("ivan", 0, 1)
        history.do_join("ivan", 1)
        history.step(("look", "ivan", 0, 1))
        assert (len(history.shown), history.refused) == (2, 0), "others do not make him a party"
        history.do_acknowledge("ivan")
        history.do_write("ivan", 1)
        history.step(("look", "ivan", 0, 1))
        assert (len(history.shown), history.refused) == (2, 1)
        assert findings(history.case.house.room) == []
