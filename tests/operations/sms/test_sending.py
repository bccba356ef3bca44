"""What is said to somebody outside leaves once, is held back where it must be, and never lies about it."""

from datetime import timedelta

import pytest

from onrecord.errors import ConsentMissing, OptedOut, QuietHours, TextSent
from tests.operations.sms.conftest import CLIENT, MINUTE, Desk


@pytest.fixture
def talk(desk: Desk) -> str:
    """A conversation with somebody who agreed."""
    desk.agree()
    return desk.open()


def test_a_message_is_in_the_outbox_when_it_is_on_the_record(desk: Desk, talk: str) -> None:
    sent = desk.me("anna").messages.send(talk, "Your pallet left the dock.")
    (text,) = desk.texts(talk)
    assert (text.message_id, text.state, text.segments, text.tries) == (sent.id, "queued", 1, 0)
    begun = desk.begin(text.id)
    assert (begun["goes"], begun["to"], begun["text"]) == (True, CLIENT, sent.text)
    settled = desk.settle(text.id, begun["fence"], "accepted", provider_id="prov-1")
    assert settled == {"state": "sent", "applied": True}
    desk.report("delivered")
    assert desk.texts(talk)[0].state == "delivered"


def test_a_retry_of_a_send_is_one_text(desk: Desk, talk: str) -> None:
    anna = desk.me("anna")
    one = anna.messages.send(talk, "Once", client_id="one")
    assert anna.messages.send(talk, "Once", client_id="one").id == one.id
    assert len(desk.texts(talk)) == 1


def test_without_consent_nothing_is_written_and_the_attempt_is_on_the_record(desk: Desk) -> None:
    talk = desk.open()
    with pytest.raises(ConsentMissing) as refused:
        desk.me("anna").messages.send(talk, "Hello")
    assert refused.value.extra["reason"] == "no_consent"
    assert desk.kinds()[-1] == "sms.suppressed"
    assert desk.me("anna").messages.list(talk).data == []
    assert desk.texts(talk) == []


def test_a_reply_to_who_wrote_first_needs_no_consent(desk: Desk) -> None:
    desk.receive("Where is my pallet?")
    (found,) = desk.me("anna").conversations.list().data
    assert [one.text for one in desk.me("anna").messages.list(found.id).data] == [
        "Where is my pallet?"
    ]
    desk.me("anna").messages.send(found.id, "It left.")
    assert desk.begin(desk.texts(found.id)[0].id)["goes"]


def test_after_a_stop_no_attempt_begins_one_confirmation_goes_and_then_nothing(
    desk: Desk, talk: str
) -> None:
    anna = desk.me("anna")
    anna.messages.send(talk, "On its way")
    waiting = desk.texts(talk)[0]
    desk.receive("STOP")
    assert desk.begin(waiting.id)["reason"] == "opted_out"
    confirmation, before = desk.texts(talk)
    assert (before.state, before.reason) == ("suppressed", "opted_out")
    begun = desk.begin(confirmation.id)
    assert begun["goes"]
    desk.settle(confirmation.id, begun["fence"], "accepted", provider_id="prov-1")
    with pytest.raises(OptedOut):
        anna.messages.send(talk, "Still there?")
    desk.receive("STOP")
    assert len(desk.texts(talk)) == 2, "it is confirmed once"
    desk.receive("START")
    assert anna.sms.standing(talk).goes
    kinds = [one.kind for one in anna.sms.consents(number=CLIENT).data]
    assert kinds == ["resubscription", "opt_out", "confirmation", "opt_out", "consent"]


def test_what_may_have_meant_a_stop_counts_as_one_until_somebody_decides(
    desk: Desk, talk: str
) -> None:
    desk.receive("please do not stop now, that is great")
    anna = desk.me("anna")
    assert anna.sms.standing(talk).reason == "opted_out"
    anna.sms.enter_consent(CLIENT, "cleared", "She meant: go on.", means="staff")
    assert anna.sms.standing(talk).goes


def test_a_revocation_by_phone_holds_at_once(desk: Desk, talk: str) -> None:
    desk.me("boris").sms.enter_consent(CLIENT, "opt_out", "No more texts, she said.")
    with pytest.raises(OptedOut):
        desk.me("anna").messages.send(talk, "Hello")


def test_marketing_waits_for_the_readers_morning(desk: Desk) -> None:
    """It is 3:04 UTC on the second of January: 4:04 in Berlin, and 22:04 in New York the day before."""
    desk.me("cora").sms.change_sender(desk.sender, category="marketing")
    desk.agree()
    talk = desk.open()
    with pytest.raises(QuietHours) as refused:
        desk.me("anna").messages.send(talk, "Sale!")
    assert refused.value.extra["until"] == "2026-01-02T07:00:00.000000Z"
    desk.clock.forward(hours=5)
    desk.me("anna").messages.send(talk, "Sale!")
    text = desk.texts(talk)[0]
    desk.clock.forward(hours=13)
    assert desk.begin(text.id)["reason"] == "quiet_hours"
    assert desk.begin(text.id)["reason"] == "not_due"
    desk.clock.forward(hours=10)
    assert desk.begin(text.id)["goes"]


def test_a_turn_that_was_lost_settles_nothing_and_is_not_sent_again(desk: Desk, talk: str) -> None:
    desk.me("anna").messages.send(talk, "Once")
    text = desk.texts(talk)[0]
    begun = desk.begin(text.id)
    assert desk.begin(text.id)["reason"] == "not_due"
    assert not desk.settle(text.id, begun["fence"], "lost")["applied"], "its turn is not over"
    desk.clock.forward(minutes=2)
    assert desk.settle(text.id, begun["fence"], "lost")["state"] == "unconfirmed"
    assert not desk.settle(text.id, begun["fence"], "accepted", provider_id="prov-1")["applied"]
    assert not desk.begin(text.id)["goes"]
    desk.report("delivered", reference=begun["reference"])
    assert desk.texts(talk)[0].state == "delivered"


def test_a_busy_provider_is_asked_again_as_another_attempt(desk: Desk, talk: str) -> None:
    desk.me("anna").messages.send(talk, "Twice asked")
    text = desk.texts(talk)[0]
    first = desk.begin(text.id)
    desk.settle(text.id, first["fence"], "busy", next_at=desk.now + MINUTE)
    assert desk.begin(text.id)["reason"] == "not_due"
    desk.clock.forward(minutes=2)
    second = desk.begin(text.id)
    assert second["reference"] != first["reference"]
    assert not desk.settle(text.id, first["fence"], "accepted", provider_id="prov-0")["applied"]
    assert desk.settle(text.id, second["fence"], "refused", code="21211")["state"] == "failed"


def test_reports_may_come_early_twice_and_in_any_order_and_nothing_goes_back(
    desk: Desk, talk: str
) -> None:
    desk.me("anna").messages.send(talk, "Hello")
    text = desk.texts(talk)[0]
    begun = desk.begin(text.id)
    early = desk.hook("status")
    assert desk.report("delivered", early)["state"] == "parked", "who that is, nobody knows yet"
    desk.settle(text.id, begun["fence"], "accepted", provider_id="prov-1")
    assert desk.report("delivered", early)["state"] == "applied"
    assert desk.report("sent")["state"] == "applied"
    assert desk.report("failed")["state"] == "applied"
    assert desk.texts(talk)[0].state == "delivered"
    assert "sms.reported" in desk.kinds()


def test_what_is_about_no_text_of_ours_waits_a_day_and_is_refused(desk: Desk, talk: str) -> None:
    hook = desk.hook("status")
    assert desk.report("sent", hook)["state"] == "parked"
    desk.clock.forward(hours=25)
    assert desk.report("sent", hook)["state"] == "refused"


def test_a_text_from_outside_is_one_message_however_often_it_comes(desk: Desk, talk: str) -> None:
    desk.receive("Hello", provider_id="in-1")
    desk.receive("Hello", provider_id="in-1")
    assert len(desk.me("anna").messages.list(talk).data) == 1
    assert desk.hook("inbound", "same") == desk.hook("inbound", "same")


def test_a_number_has_its_pace_and_its_day(desk: Desk, talk: str) -> None:
    desk.me("cora").sms.change_sender(desk.sender, rate=1, daily_cap=2)
    for text in ("one", "two", "three"):
        desk.me("anna").messages.send(talk, text)
    third, second, first = desk.texts(talk)
    assert desk.begin(first.id)["goes"]
    assert desk.begin(second.id)["reason"] == "pace"
    desk.clock.forward(minutes=1)
    assert desk.begin(second.id)["goes"]
    desk.clock.forward(minutes=1)
    assert desk.begin(third.id)["reason"] == "daily_cap"
    desk.clock.forward(days=1)
    assert desk.begin(third.id)["goes"]


def test_what_was_sent_is_not_edited_and_what_is_removed_before_does_not_leave(
    desk: Desk, talk: str
) -> None:
    anna = desk.me("anna")
    sent = anna.messages.send(talk, "Wrong")
    with pytest.raises(TextSent):
        anna.messages.edit(sent.id, "Right")
    anna.messages.remove(sent.id)
    assert desk.begin(desk.texts(talk)[0].id)["reason"] == "removed"
    assert desk.texts(talk)[0].state == "canceled"


def test_a_consent_ends_when_it_says_so(desk: Desk) -> None:
    desk.agree(expires=desk.clock() + timedelta(days=1))
    talk = desk.open()
    assert desk.me("anna").sms.standing(talk).goes
    desk.clock.forward(days=2)
    assert desk.me("anna").sms.standing(talk).reason == "expired"
