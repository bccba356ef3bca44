"""What the policy says of texts holds: what they are told first, what the house answers, and how far a STOP reaches."""

import pytest

from onrecord.errors import ConsentMissing, OptedOut, QuietHours
from tests.operations.sms.conftest import CLIENT, Desk


FIRST = {"locale": "en", "disclosure": "{name}: what you write here is kept. Reply STOP to end it."}
TOLD = "Order desk: what you write here is kept. Reply STOP to end it."
GERMAN = {"locale": "de", "disclosure": "{name}: Was du schreibst, wird aufbewahrt."}


def said(desk: Desk, talk: str) -> list[str]:
    """Return what is in a conversation, the oldest first."""
    return [one.text or "" for one in desk.me("anna").messages.list(talk).data][::-1]


def begun(desk: Desk, talk: str) -> list[str]:
    """Begin what may go, in the order in which it is due, and return the words that went."""
    found = []
    for text in sorted(desk.texts(talk), key=lambda one: (one.next_at is None, one.next_at)):
        turn = desk.begin(text.id)
        if turn["goes"]:
            desk.settle(text.id, turn["fence"], "accepted", provider_id=f"p-{text.id}")
            found.append(turn["text"])
            desk.clock.forward(seconds=2)
    return found


@pytest.mark.req("MIF-4")
@pytest.mark.req("SMS-7")
def test_they_are_told_first_once_and_by_a_message_on_the_record(desk: Desk) -> None:
    desk.put_in_force(words=[FIRST])
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Your pallet left.")
    assert sorted(said(desk, talk)) == sorted([TOLD, "Your pallet left."])
    assert begun(desk, talk) == [TOLD, "Your pallet left."]
    assert desk.me("anna").sms.standing(talk).disclosed_at is not None
    desk.me("anna").messages.send(talk, "It arrived.")
    assert begun(desk, talk) == ["It arrived."]
    assert desk.kinds().count("sms.disclosed") == 1


def test_a_text_waits_for_what_they_are_told_first_and_does_not_go_without_it(desk: Desk) -> None:
    desk.put_in_force(words=[FIRST])
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Your pallet left.")
    told, text = sorted(desk.texts(talk), key=lambda one: one.next_at)
    turn = desk.begin(told.id)
    assert desk.begin(text.id)["reason"] == "disclosure"
    desk.settle(told.id, turn["fence"], "refused", code="30007")
    desk.clock.forward(minutes=2)
    assert desk.begin(text.id)["reason"] == "undisclosed"
    assert desk.me("anna").sms.standing(talk).disclosed_at is None
    desk.me("anna").messages.send(talk, "Once more")
    assert begun(desk, talk) == [TOLD, "Once more"]


def test_they_are_told_in_their_language(desk: Desk) -> None:
    desk.put_in_force(words=[FIRST, GERMAN])
    contact = desk.me("cora").sms.add_contact(CLIENT, locale="de-AT")
    assert contact.locale == "de-AT"
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Hallo")
    assert "Order desk: Was du schreibst, wird aufbewahrt." in said(desk, talk)


@pytest.mark.req("SMS-6")
@pytest.mark.req("SMS-2")
def test_the_house_answers_in_the_words_of_the_policy(desk: Desk) -> None:
    asks = "{name}: call 555 0100. Rates may apply. STOP ends this."
    desk.put_in_force(words=[{"locale": "en", "on_stop": "{name}: bye.", "on_help": asks}])
    desk.agree()
    talk = desk.open()
    desk.receive("HELP")
    desk.receive("STOP")
    assert said(desk, talk)[1::2] == [
        "Order desk: call 555 0100. Rates may apply. STOP ends this.",
        "Order desk: bye.",
    ]


@pytest.mark.req("SMS-6")
def test_help_after_a_stop_is_answered_once_and_a_stop_after_it_keeps_it_back(desk: Desk) -> None:
    desk.agree()
    talk = desk.open()
    desk.receive("STOP")
    desk.receive("HELP")
    desk.receive("HELP")
    texts = desk.texts(talk)
    assert len(texts) == 2, "the confirmation, and one answer"
    desk.receive("STOP")
    helping = next(one for one in texts if desk.begin(one.id)["reason"] == "opted_out")
    assert {one.id: one.state for one in desk.texts(talk)}[helping.id] == "suppressed"
    desk.receive("help")
    assert desk.begin(desk.texts(talk)[0].id)["goes"], "they asked after they stopped"


@pytest.mark.req("SMS-3")
def test_a_stop_reaches_as_far_as_the_policy_says(desk: Desk) -> None:
    desk.put_in_force(optout_scope="sender")
    cora = desk.me("cora").sms
    other = cora.add_sender(desk.account, "+4915735990002", "News", inbox=["anna"]).id
    desk.agree()
    here = desk.open()
    there = desk.me("anna").sms.open(other, number=CLIENT).id
    desk.receive("STOP")
    with pytest.raises(OptedOut):
        desk.me("anna").messages.send(here, "Hello")
    desk.me("anna").messages.send(there, "Hello")
    desk.receive("START")
    assert desk.me("anna").sms.standing(here).goes


def test_the_policy_may_ask_no_consent_of_what_a_person_writes(desk: Desk) -> None:
    talk = desk.open()
    with pytest.raises(ConsentMissing):
        desk.me("anna").messages.send(talk, "Hello")
    desk.put_in_force(conversational_consent=False)
    desk.me("anna").messages.send(talk, "Hello")
    desk.me("cora").sms.change_sender(desk.sender, category="marketing")
    with pytest.raises(ConsentMissing):
        desk.me("anna").messages.send(talk, "Sale!")


@pytest.mark.req("SMS-4")
def test_the_hours_of_the_policy_hold_for_what_people_write(desk: Desk) -> None:
    """It is 3:04 UTC: 4:04 in Berlin."""
    desk.put_in_force(hours=[{"category": "conversational", "opens": 9, "closes": 17}])
    desk.agree()
    talk = desk.open()
    with pytest.raises(QuietHours) as refused:
        desk.me("anna").messages.send(talk, "Hello")
    assert refused.value.extra["until"] == "2026-01-02T08:00:00.000000Z"


@pytest.mark.req("SMS-1")
def test_what_a_carrier_says_later_is_on_the_ledger_and_start_lifts_it(desk: Desk) -> None:
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Hello")
    desk.leave(desk.texts(talk)[0].id)
    desk.report("undelivered", code="21610")
    lines = desk.me("anna").sms.consents(number=CLIENT).data
    assert (lines[0].kind, lines[0].means) == ("opt_out", "carrier")
    assert not desk.me("anna").sms.standing(talk).goes
    desk.receive("STOP")
    assert len(desk.texts(talk)) == 1, "their carrier told them"
    desk.receive("START")
    assert desk.me("anna").sms.standing(talk).goes


def test_a_code_of_another_provider_is_no_stop(desk: Desk) -> None:
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Hello")
    desk.leave(desk.texts(talk)[0].id)
    desk.report("undelivered", code="40300")
    assert desk.me("anna").sms.standing(talk).goes
