"""Whoever may decide about what waits for a second person is told once, and nobody else is."""

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.errors import Conflict, Forbidden, NotFound, Refusal
from onrecord.wire.grants import GrantScope
from onrecord.wire.holds import HoldScope
from onrecord_server.moderation.starting import start as words
from onrecord_server.policy.starting import start
from tests.operations.oversight.conftest import REASON, ROLES, Case
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


OTHER = f"sha256:{'0' * 64}"
PEOPLE = (*ROLES, "lena", "rhea", "rex")
Probe = Callable[[Any], Any]


@pytest.fixture
def desk(house: House) -> Desk:
    """A reported message, and somebody of the law."""
    house.introduce("lena", ["legal"])
    made = seated(house)
    made.report()
    return made


def told(house: House, needs: str) -> set[str]:
    """Return who has exactly one notice that this waits for them, which says nothing of what it is about."""
    found: dict[str, list[Any]] = {name: house.me(name).notices.list().data for name in PEOPLE}
    some = {name: [one for one in data if one.needs == needs] for name, data in found.items()}
    assert all(len(data) <= 1 for data in some.values())
    for one in (one for data in some.values() for one in data):
        assert (one.kind, one.told, one.message_id, one.conversation_id) == (
            *("second", None),
            *(None, None),
        )
    return {name for name, data in some.items() if data}


def may(house: House, decide: Probe) -> set[str]:
    """Return who may decide: what they read is not what waits, which nobody else comes to be told."""

    def refusal(name: str) -> type[Refusal]:
        with pytest.raises((Conflict, Forbidden, NotFound)) as caught:
            decide(house.me(name))
        return caught.type

    return {name for name in PEOPLE if refusal(name) is Conflict}


def grant(desk: Desk) -> Probe:
    asked = Case(desk.house, desk.talk).ask(scope=GrantScope(conversations=[desk.talk]))
    return lambda me: me.grants.approve(asked.id, scope_hash=OTHER)


def reveal(desk: Desk) -> Probe:
    case = desk.open("ivan").case
    asked = desk.me("ivan").cases.request_reveal(case.id, reason=REASON).requests[0]
    return lambda me: me.cases.approve(case.id, asked.id, hash=OTHER)


def hold(desk: Desk) -> Probe:
    scope = HoldScope(persons=["alice"])
    made = desk.me("cora").holds.create("A v. B", scope, reason=REASON, silent=True)
    return lambda me: me.holds.approve(made.id, scope_hash=OTHER)


def release(desk: Desk) -> Probe:
    scope = HoldScope(persons=["alice"])
    made = desk.me("lena").holds.create("A v. B", scope, reason=REASON)
    desk.me("lena").holds.ask_release(made.id, reason=REASON)
    return lambda me: me.holds.release(made.id, scope_hash=OTHER)


def lexicon(desk: Desk) -> Probe:
    made = desk.me("paula").lexicons.put(words("market-abuse"))
    return lambda me: me.lexicons.approve(made.name, made.version, hash=OTHER)


def data_request(desk: Desk) -> Probe:
    made = desk.me("alice").data_requests.make("erasure")
    desk.me("prue").data_requests.weigh(made.id)
    return lambda me: me.data_requests.approve(made.id, weighing_hash=OTHER)


WAYS: dict[str, tuple[Callable[[Desk], Probe], set[str]]] = {
    "grant": (grant, {"cora", "prue", "inga"}),
    "reveal": (reveal, {"inga"}),
    "hold": (hold, {"lena"}),
    "release": (release, {"cora"}),
    "lexicon": (lexicon, {"cora", "prue"}),
    "data_request": (data_request, {"cora"}),
}


def test_whoever_may_decide_is_told_and_nobody_else(desk: Desk) -> None:
    for needs, (ask, who) in WAYS.items():
        probe = ask(desk)
        assert told(desk.house, needs) == may(desk.house, probe) == who, needs
    assert findings(desk.house.room) == []


def test_whom_a_request_concerns_is_not_told_that_it_waits(desk: Desk) -> None:
    Case(desk.house, desk.talk).report_to("alice", "cora")
    desk.me("alice").conversations.add_members(desk.talk, ["inga"])
    desk.me("inga").messages.send(desk.talk, "I am in it")
    probe = grant(desk)
    assert told(desk.house, "grant") == may(desk.house, probe) == {"prue"}


def test_it_is_past_once_nothing_of_it_waits(desk: Desk) -> None:
    case = Case(desk.house, desk.talk)
    asked = case.ask(scope=GrantScope(conversations=[desk.talk]))

    def notice(name: str) -> Any:
        found = desk.me(name).notices.list().data
        return next(one for one in found if one.about == asked.id)

    assert (notice("prue").past, notice("prue").rule, notice("prue").case_id) == (
        *(False, "investigation"),
        None,
    )
    case.approve(asked)
    assert notice("prue").past
    assert notice("inga").past


def test_who_has_not_read_it_is_not_told_again(house: House) -> None:
    drafts = [words("market-abuse"), words("market-abuse")]
    drafts[1] = drafts[1].model_copy(update={"terms": drafts[1].terms[:1]})
    for one in drafts:
        house.me("paula").lexicons.put(one)
    (told_once,) = [one for one in house.me("prue").notices.list().data if one.needs == "lexicon"]
    house.me("prue").notices.read(told_once.id)
    house.me("paula").lexicons.put(drafts[0])
    again = [one for one in house.me("prue").notices.list().data if one.needs == "lexicon"]
    assert [one.past for one in again] == [False, False]


def test_a_policy_waits_until_one_has_approved_it_oneself(desk: Desk) -> None:
    desk.house.propose(start("general").model_copy(update={"purposes": ["Another one"]}))
    number = max(one.version for one in desk.me("cora").policy.versions().data)
    made = desk.me("cora").policy.version(number)

    def past(name: str) -> bool:
        found = desk.me(name).notices.list().data
        return next(one.past for one in found if (one.needs, one.about) == ("policy", str(number)))

    assert (past("cora"), past("prue")) == (False, False)
    desk.me("cora").policy.approve(number, hash=made.hash)
    assert (past("cora"), past("prue")) == (True, False)


def test_of_a_silent_hold_that_has_come_to_concern_one_nothing_more_is_told(desk: Desk) -> None:
    scope = HoldScope(conversations=[desk.talk])
    held = desk.me("cora").holds.create("A v. B", scope, reason=REASON, silent=True)

    def past() -> list[bool]:
        return [one.past for one in desk.me("lena").notices.list().data if one.about == held.id]

    assert past() == [False]
    desk.me("alice").conversations.add_members(desk.talk, ["lena"])
    with pytest.raises(NotFound):
        desk.me("lena").holds.get(held.id)
    assert past() == [True]
