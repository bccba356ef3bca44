"""Accounts, numbers and people outside: who sets them up, and what is refused."""

from datetime import timedelta

import pytest

from onrecord.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotAssigned,
    NotFound,
    NumberRefused,
    PairTaken,
    SecretsUnkept,
    SenderPaused,
    SenderUnregistered,
)
from tests.operations.sms.conftest import CLIENT, Desk


def test_only_who_looks_after_texts_sets_up_accounts_and_numbers(desk: Desk) -> None:
    anna = desk.me("anna").sms
    with pytest.raises(Forbidden):
        anna.add_account("local", "mine")
    with pytest.raises(Forbidden):
        anna.accounts()
    with pytest.raises(Forbidden):
        anna.change_sender(desk.sender, state="paused")


def test_secrets_are_refused_where_no_key_could_keep_them(desk: Desk) -> None:
    with pytest.raises(SecretsUnkept):
        desk.me("cora").sms.add_account("twilio", "us", secrets={"token": "secret"})


def test_an_account_shows_where_providers_call_back_and_no_secret(desk: Desk) -> None:
    (account,) = desk.me("cora").sms.accounts().data
    assert account.in_code
    assert account.hook.startswith("sms/hooks/")
    assert account.hook.endswith(".acme")
    assert len(account.hook) > 50


def test_a_long_code_of_the_united_states_needs_its_registration(desk: Desk) -> None:
    cora = desk.me("cora").sms
    with pytest.raises(SenderUnregistered):
        cora.add_sender(desk.account, "+12125550123", "US")
    made = cora.add_sender(desk.account, "+12125550123", "US", brand_id="B1", campaign_id="C1")
    assert made.kind == "long_code"
    with pytest.raises(Conflict):
        cora.add_sender(desk.account, "+12125550123", "Again", brand_id="B1", campaign_id="C1")
    with pytest.raises(Invalid):
        cora.add_sender(desk.account, "+12", "Nothing")


@pytest.mark.parametrize(
    ("number", "reason"),
    [("112", "emergency"), ("+499001234567", "premium"), ("hello", "no_number")],
)
def test_nobody_is_written_to_at_what_is_no_persons_number(
    desk: Desk, number: str, reason: str
) -> None:
    with pytest.raises(NumberRefused) as refused:
        desk.me("anna").sms.add_contact(number)
    assert refused.value.extra["reason"] == reason


def test_a_contact_is_there_once_however_the_number_is_written(desk: Desk) -> None:
    anna = desk.me("anna").sms
    made = anna.add_contact(CLIENT, name="Pat", client_ref="c-17", tz="Europe/Berlin")
    assert anna.add_contact("0151 12345678", home="DE").id == made.id
    assert made.person_id == f"outside:{made.id}"
    assert anna.contacts(client_ref="c-17").data == [made]
    with pytest.raises(Forbidden):
        desk.me("dora").sms.add_contact(CLIENT)
    with pytest.raises(NotFound):
        desk.me("dora").sms.contact(made.id)


def test_a_pair_has_one_conversation_and_a_collision_is_refused(desk: Desk) -> None:
    opened = desk.open()
    assert desk.open() == opened
    assert desk.open(by="boris") == opened, "who shares the number is in there"
    desk.me("anna").conversations.remove_member(opened, "boris")
    with pytest.raises(PairTaken) as taken:
        desk.open(by="boris")
    assert "conversation_id" not in taken.value.extra
    with pytest.raises(NotFound):
        desk.open(by="dora")


def test_a_conversation_with_somebody_outside_has_neither_threads_nor_reactions(desk: Desk) -> None:
    opened = desk.open()
    anna = desk.me("anna").conversations
    shown = anna.get(opened)
    assert (shown.kind, shown.allow_replies, shown.allow_reactions) == ("external", False, False)
    with pytest.raises(Invalid):
        anna.update(opened, allow_replies=True)
    contact = desk.me("anna").sms.standing(opened).contact
    with pytest.raises(Forbidden):
        anna.remove_member(opened, contact.person_id)
    with pytest.raises(Invalid):
        anna.create(kind="external", members=["boris"])


def test_a_recycled_number_is_somebody_else_who_sees_nothing_of_before(desk: Desk) -> None:
    desk.agree()
    old = desk.open()
    desk.me("anna").messages.send(old, "Your pallet left.")
    before = desk.me("anna").sms.standing(old).contact
    after = desk.me("anna").sms.recycle_contact(before.id, name="Sam")
    assert (after.generation, after.number) == (2, before.number)
    assert after.person_id != before.person_id
    new = desk.open()
    assert new != old
    assert desk.me("anna").messages.list(new).data == []
    assert desk.me("anna").conversations.get(old).archived
    assert desk.me("anna").sms.standing(new).reason == "no_consent"
    with pytest.raises(Conflict):
        desk.me("anna").sms.recycle_contact(before.id)


def test_what_was_said_with_who_had_a_number_before_goes_to_nobody_who_has_it_now(
    desk: Desk,
) -> None:
    desk.agree()
    old, anna = desk.open(), desk.me("anna")
    anna.messages.send(old, "Your test came back.")
    anna.sms.recycle_contact(anna.sms.standing(old).contact.id, name="Sam")
    anna.conversations.unarchive(old)
    assert anna.sms.standing(old).reason == "number_refused"
    with pytest.raises(NumberRefused):
        anna.messages.send(old, "And the second one.")
    (text,) = desk.texts(old)
    assert not desk.begin(text.id)["goes"]


def test_a_conversation_is_given_on_and_covered_within_the_inbox(desk: Desk) -> None:
    desk.agree()
    opened = desk.open()
    anna, boris = desk.me("anna"), desk.me("boris")
    assert boris.sms.standing(opened).reason == "not_assigned"
    with pytest.raises(NotAssigned):
        boris.messages.send(opened, "May I?")
    with pytest.raises(Invalid):
        anna.sms.assign(opened, "dora")
    anna.sms.cover(opened, "boris", until=desk.clock() + timedelta(hours=1))
    boris.messages.send(opened, "For anna: it left.")
    desk.clock.forward(hours=2)
    with pytest.raises(NotAssigned):
        boris.messages.send(opened, "Still me?")
    assert anna.sms.assign(opened, "boris").assignee == "boris"
    boris.messages.send(opened, "Mine now.")
    with pytest.raises(NotAssigned):
        anna.messages.send(opened, "And I?")
    with pytest.raises(NotFound):
        desk.me("dora").sms.standing(opened)


def test_nothing_is_said_from_a_number_that_is_paused(desk: Desk) -> None:
    desk.agree()
    opened = desk.open()
    desk.me("cora").sms.change_sender(desk.sender, state="paused")
    with pytest.raises(SenderPaused):
        desk.me("anna").messages.send(opened, "Hello")
    with pytest.raises(SenderPaused):
        desk.open("+4915112345679")
