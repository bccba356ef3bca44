"""Whoever looks after texts sees how each account does, and what its provider called us with."""

import pytest

from onrecord.errors import Forbidden
from tests.operations.sms.conftest import CLIENT, Desk


def test_a_text_waits_then_left_and_is_counted_for_a_day(desk: Desk) -> None:
    conversation = desk.open()
    desk.agree()
    desk.me("anna").messages.send(conversation, "Your order is ready.")
    (text,) = desk.texts(conversation)
    (waits,) = desk.me("cora").sms.health().data
    assert (waits.account_id, waits.waiting, waits.left, waits.begun_at) == (
        desk.account,
        1,
        0,
        None,
    )
    fence = desk.begin(text.id)["fence"]
    desk.settle(text.id, fence, "accepted", provider_id="p-1")
    (left,) = desk.me("cora").sms.health().data
    assert (left.waiting, left.left, left.lost, left.begun_at is not None) == (0, 1, 0, True)
    desk.clock.forward(hours=25)
    (later,) = desk.me("cora").sms.health().data
    assert (later.waiting, later.left) == (0, 0)


def test_an_outcome_that_nobody_knows_and_what_failed_are_told_apart(desk: Desk) -> None:
    conversation = desk.open()
    desk.agree()
    for outcome in ("unsure", "refused"):
        desk.me("anna").messages.send(conversation, f"About {outcome}.")
        text = desk.texts(conversation)[0]
        desk.settle(text.id, desk.begin(text.id)["fence"], outcome, code="x")
        desk.clock.forward(minutes=1)
    (found,) = desk.me("cora").sms.health().data
    assert (found.unconfirmed, found.lost, found.left) == (1, 1, 0)


def test_a_request_that_waits_is_listed_without_its_words(desk: Desk) -> None:
    hook = desk.hook("status")
    (parked,) = desk.me("cora").sms.hooks().data
    assert (parked.id, parked.account_id, parked.state) == (hook, desk.account, "parked")
    assert parked.park_until is not None
    (found,) = desk.me("cora").sms.health().data
    assert (found.parked, found.heard_at) == (1, parked.at)
    desk.receive("Hello", CLIENT)
    assert [one.kind for one in desk.me("cora").sms.hooks(state="applied").data] == ["inbound"]


@pytest.mark.parametrize("name", ["anna", "dora"])
def test_nobody_else_sees_it(desk: Desk, name: str) -> None:
    desk.introduce("dora", "auditor")
    with pytest.raises(Forbidden):
        desk.me(name).sms.health()
    with pytest.raises(Forbidden):
        desk.me(name).sms.hooks()
