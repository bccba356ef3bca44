"""The page of a notice opens for who has its link and its number, and for nobody else."""

import json
from itertools import product

import pytest

from onrecord.wire.holds import HoldScope
from onrecord.wire.policy_document import Retention
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import begin
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed
from onrecord_server.policy.starting import start
from onrecord_server.retention.erasing import Order, erase
from onrecord_server.sms.notices import rules
from tests.operations.sms.conftest import Desk
from tests.operations.sms.pages import Phone, later_code_may_be_asked_for, leaves, notified


SAID = "Your result is back: all is well."


@pytest.fixture
def talk(desk: Desk) -> str:
    """A conversation in which everything goes as a notice."""
    desk.put_in_force(notices={"when": ["always"], "days": 7})
    desk.agree()
    return desk.open()


@pytest.fixture
def phone(desk: Desk, talk: str) -> Phone:
    """Somebody who has got a notice."""
    return notified(desk, talk, SAID)


def wrong(code: str) -> str:
    """Return another code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


# -- coming in ---------------------------------------------------------------------------------------


def test_who_has_link_and_code_reads_what_was_written(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    shown = phone.read()
    assert shown is not None
    assert [(one["mine"], one["text"]) for one in shown] == [(False, SAID)]


def test_fetching_the_link_sends_no_code_and_counts_as_no_reading(
    desk: Desk, talk: str, phone: Phone
) -> None:
    before = desk.kinds()
    for _ in range(3):
        assert phone.look()["opens"]
        assert phone.read() is None
    assert desk.kinds() == before


def test_that_it_was_read_is_on_the_record_once_and_staff_see_when(
    desk: Desk, talk: str, phone: Phone
) -> None:
    phone.come_in(talk)
    phone.read()
    phone.read()
    assert desk.kinds().count("sms.notice_read") == 1
    (notice,) = [one.notice for one in desk.texts(talk) if one.notice is not None]
    assert notice.read_at is not None


def test_each_step_to_the_page_is_on_the_record_and_no_code_is(
    desk: Desk, talk: str, phone: Phone
) -> None:
    code = phone.code(talk)
    phone.enter(wrong(code))
    phone.enter(code)
    told = [json.loads(one.entry) for one in desk.room.entries() if one.type == "sms.notice_code"]
    assert [one["facts"]["told"]["step"] for one in told] == ["asked", "sent", "wrong", "opened"]
    assert not any(code in json.dumps(one) for one in told)
    said = [one.text or "" for one in desk.me("anna").messages.list(talk).data]
    assert any(rules.HIDDEN in one for one in said)
    assert not any(code in one for one in said)


def test_what_came_by_notice_since_is_shown_and_nothing_else(desk: Desk, talk: str) -> None:
    notified(desk, talk, "Before.")
    phone = notified(desk, talk, SAID)
    desk.receive("By text, to the number.")
    notified(desk, talk, "And since.")
    desk.me("anna").messages.send(talk, "It has not left yet.")
    code = _code_among_others(desk, phone, talk)
    assert phone.enter(code) == "opened"
    shown = phone.read()
    assert shown is not None
    assert [one["text"] for one in shown] == [SAID, "And since."]


def _code_among_others(desk: Desk, phone: Phone, talk: str) -> str:
    assert phone.ask() == "sent"
    (row,) = [one for one in desk.texts(talk) if one.state == "queued" and one.notice is None]
    return leaves(desk, row.id).split("code is ")[1][: rules.DIGITS]


# -- staying out -------------------------------------------------------------------------------------


def test_a_forged_link_is_as_one_that_never_was(desk: Desk, talk: str, phone: Phone) -> None:
    forged = Phone(desk, phone.token[:-1] + ("A" if phone.token[-1] != "A" else "B"))
    other = Phone(desk, phone.token, tenant="globex")
    for one in (forged, other, Phone(desk, ""), Phone(desk, "x" * 5000)):
        assert one.look() == Phone(desk, "nothing").look()
        assert (one.ask(), one.enter("123456"), one.read()) == ("gone", "gone", None)
        assert one.answer("Let me in.") == "closed"


def test_a_link_ends_after_its_days_and_says_nothing_of_it(
    desk: Desk, talk: str, phone: Phone
) -> None:
    desk.clock.forward(days=7)
    assert phone.look() == Phone(desk, "nothing").look()
    assert phone.ask() == "gone"


def test_a_code_of_one_link_opens_no_other(desk: Desk, talk: str, phone: Phone) -> None:
    other = notified(desk, talk, "Something else.")
    code = phone.code(talk)
    assert other.enter(code) == "spent"
    assert phone.enter(code) == "opened"
    assert other.read() is None, "nor does the cookie of the one"


def test_codes_cannot_be_tried_through(desk: Desk, talk: str, phone: Phone) -> None:
    code = phone.code(talk)
    outcomes = [phone.enter(wrong(code)) for _ in range(rules.TRIES)]
    assert outcomes == ["wrong"] * (rules.TRIES - 1) + ["spent"]
    assert phone.enter(code) == "spent"
    assert phone.read() is None


def test_a_new_code_ends_the_one_before_and_a_used_one_opens_nothing_again(
    desk: Desk, talk: str, phone: Phone
) -> None:
    first = phone.code(talk)
    later_code_may_be_asked_for(desk)
    second = phone.code(talk)
    assert (first == second) or phone.enter(first) == "wrong"
    assert phone.enter(second) == "opened"
    thief = Phone(desk, phone.token, session="t" * 43)
    assert thief.enter(second) == "spent"
    assert thief.read() is None


def test_a_code_is_over_after_ten_minutes(desk: Desk, talk: str, phone: Phone) -> None:
    code = phone.code(talk)
    desk.clock.forward(seconds=rules.CODE_LIVES // 1_000_000)
    assert phone.enter(code) == "spent"


def test_who_asks_for_codes_again_and_again_gets_few(desk: Desk, talk: str) -> None:
    phones = [notified(desk, talk, f"Number {number}.") for number in range(5)]
    assert (phones[0].ask(), phones[0].ask(), phones[1].ask()) == ("sent", "later", "later")
    asked = 1
    for _, one in product(range(6), phones):
        later_code_may_be_asked_for(desk)
        asked += one.ask() == "sent"
    assert asked == rules.CODES_A_NUMBER


def test_a_code_that_waited_too_long_does_not_leave(desk: Desk, talk: str, phone: Phone) -> None:
    assert phone.ask() == "sent"
    (row,) = [one for one in desk.texts(talk) if one.state == "queued"]
    desk.clock.forward(minutes=11)
    assert desk.begin(row.id)["reason"] == "code_late"


def test_a_page_closes_after_half_an_hour(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    desk.clock.forward(minutes=29)
    assert phone.read() is not None
    desk.clock.forward(minutes=1)
    assert phone.read() is None
    assert phone.answer("Too late.") == "closed"


# -- what ends it ------------------------------------------------------------------------------------


def test_after_a_stop_no_code_goes_and_an_open_page_closes(
    desk: Desk, talk: str, phone: Phone
) -> None:
    code = phone.code(talk)
    assert phone.enter(code) == "opened"
    desk.receive("STOP")
    assert phone.look()["stopped"]
    assert (phone.ask(), phone.enter(code), phone.read()) == ("stopped", "stopped", None)
    assert desk.kinds()[-1] == "sms.suppressed", "that somebody tried is on the record"


def test_a_code_that_waits_does_not_leave_after_a_stop(desk: Desk, talk: str, phone: Phone) -> None:
    assert phone.ask() == "sent"
    (row,) = [one for one in desk.texts(talk) if one.state == "queued"]
    desk.receive("STOP")
    assert desk.begin(row.id)["reason"] == "opted_out"


def test_who_has_the_number_next_opens_nothing(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    contact = desk.me("anna").sms.standing(talk).contact
    desk.me("cora").sms.recycle_contact(contact.id)
    assert phone.read() is None
    assert phone.look() == Phone(desk, "nothing").look()


def test_a_closed_conversation_opens_nothing(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    desk.me("anna").conversations.archive(talk)
    assert (phone.read(), phone.look()["opens"]) == (None, False)


def test_what_was_removed_is_shown_as_that(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    message = next(one for one in desk.me("anna").messages.list(talk).data if one.text == SAID)
    desk.me("anna").messages.remove(message.id)
    shown = phone.read()
    assert shown is not None
    assert [(one["text"], one["state"]) for one in shown] == [(None, "removed")]


def test_what_was_erased_is_shown_as_that_and_counts_as_read_by_nobody(
    desk: Desk,
) -> None:
    month = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")
    begun = start("general").model_copy(update={"retention": [month]})
    desk.put_in_force(begun, notices={"when": ["always"], "days": 90})
    desk.agree()
    talk = desk.open()
    phone = notified(desk, talk, SAID)
    message = next(one for one in desk.me("anna").messages.list(talk).data if one.text == SAID)
    desk.clock.forward(days=32)
    with desk.room.engines.prepared("acme").write() as connection:
        unit = Unit(connection, desk.room.engines.ports, desk.room.engines.hooks, {})
        erase(begin(unit, Actor("acme", "prue"), desk.room.engines.limits), message.id, Order())
        sealed = stream.seal(unit)
    desk.room.engines.tell(Committed(sealed))
    phone.come_in(talk)
    shown = phone.read()
    assert shown is not None
    assert [(one["text"], one["state"]) for one in shown] == [(None, "erased")]
    assert "sms.notice_read" not in desk.kinds()


def test_a_hold_keeps_the_words_and_lets_them_be_read(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    scope = HoldScope(persons=["anna"])
    desk.me("cora").holds.create("Brandt", scope, reason="A claim about it.")
    shown = phone.read()
    assert shown is not None
    assert [one["text"] for one in shown] == [SAID]


def test_a_link_that_staff_ended_opens_nothing(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    (row,) = [one for one in desk.texts(talk) if one.notice is not None]
    ended = desk.me("anna").sms.end_link(row.id)
    assert ended.notice is not None
    assert ended.notice.until is None
    assert (phone.read(), phone.look()["opens"]) == (None, False)


# -- answering ---------------------------------------------------------------------------------------


def test_an_answer_is_a_message_of_theirs_and_taken_once(
    desk: Desk, talk: str, phone: Phone
) -> None:
    phone.come_in(talk)
    assert [phone.answer("Thank you!", "1"), phone.answer("Thank you!", "1")] == ["taken", "taken"]
    mine = [one for one in desk.me("anna").messages.list(talk).data if one.text == "Thank you!"]
    assert len(mine) == 1
    assert mine[0].author.startswith("outside:")
    entry = next(one for one in desk.room.entries() if f'"{mine[0].id}"' in one.entry)
    assert json.loads(entry.entry)["facts"]["captured_via"] == "sms_page"
    shown = phone.read()
    assert shown is not None
    assert [(one["mine"], one["text"]) for one in shown] == [(False, SAID), (True, "Thank you!")]


def test_a_stop_on_the_page_counts_as_one_by_text(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    assert phone.answer("Please stop texting me.") == "taken"
    assert desk.me("anna").sms.standing(talk).reason == "opted_out"
    assert phone.read() is None
    (confirms,) = [one for one in desk.texts(talk) if one.state == "queued"]
    assert "no more texts" in leaves(desk, confirms.id)


def test_nobody_answers_without_end(desk: Desk, talk: str, phone: Phone) -> None:
    phone.come_in(talk)
    said = [phone.answer("Hello?", str(number)) for number in range(rules.ANSWERS + 1)]
    assert said == ["taken"] * rules.ANSWERS + ["later"]
    assert phone.answer("  ", "x") == "empty"
    assert phone.answer("y" * (rules.LONGEST + 1), "z") == "long"
