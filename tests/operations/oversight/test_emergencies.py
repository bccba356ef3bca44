"""Nobody keeps a door open by asking for an emergency every hour."""

from typing import Any

import pytest

from onrecord.errors import Forbidden
from onrecord.wire.grants import GrantScope
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.support.verified import findings


@pytest.mark.req("HIP-3")
@pytest.mark.parametrize("scope", ["the same", "somebody there", "a group of both"])
def test_emergencies_back_to_back_take_a_review_or_somebody_else(
    case: Case, refuses: Refuses, scope: str
) -> None:
    asked: dict[str, Any] = {"trigger": "emergency", "lasts": "PT1H"}
    case.house.me("carol").conversations.create(kind="group", members=["bob"])
    here = GrantScope(conversations=[case.talk])
    case.ask(**asked, scope=GrantScope(people=["bob"]) if scope == "a group of both" else here)
    again = {
        "the same": GrantScope(conversations=[case.talk]),
        "somebody there": GrantScope(people=["alice"]),
        "a group of both": GrantScope(people=["carol"]),
    }[scope]
    case.house.clock.forward(hours=2)
    waits = case.ask(**asked, scope=again)
    assert (waits.state, waits.approvals_needed) == ("requested", 1)
    assert "review" in str(refuses(Forbidden, lambda: case.read(waits)))
    other = case.ask("inga", **asked, scope=again)
    assert other.state == "open", "of somebody else it is the first"
    case.house.me("prue").grants.approve(waits.id, scope_hash=waits.scope_hash)
    assert case.house.me("ivan").grants.get(waits.id).state == "open"
    case.house.clock.forward(hours=2)
    for one in case.house.me("cora").grants.list(state="expired").data:
        case.house.me("cora").grants.review(one.id, finding="It was one, and it is over")
    assert case.ask(**asked, scope=again).state == "open"
    assert findings(case.house.room) == []


def test_an_emergency_about_something_else_opens_at_once(case: Case) -> None:
    asked: dict[str, Any] = {"trigger": "emergency", "lasts": "PT1H"}
    assert case.ask(**asked).state == "open"
    case.house.introduce("dora", [])
    elsewhere = GrantScope(people=["dora"])
    assert case.ask(**asked, scope=elsewhere).state == "open"
