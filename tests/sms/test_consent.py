"""After a stop one confirmation goes and nothing else; without consent, at night, or unregistered nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.consent import (
    CONFIRM_WITHIN,
    SAID,
    Attempt,
    Entry,
    Means,
    Reach,
    Reason,
    Sender,
    Situation,
    covers,
    judge,
)
from onrecord_server.sms.numbers import Number
from onrecord_server.sms.quiet import Place, Quiet


NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
HERE = Place(("UTC",), None, "own")
OPEN, SHUT = Quiet(allowed=True, place=HERE), Quiet(allowed=False, place=HERE, until=NOW)
PERSON = Number("+12125550123", "US", "either")
OURS = Sender("long_code", "US", campaign="cmp-1", cap=100)
TEXT = Attempt("+12125550100", PERSON, "marketing", "news")
FINE = Situation(NOW, OURS, OPEN)
GIVEN = Entry("consent", NOW - timedelta(days=30), means="form")
STOP = Entry("opt_out", NOW - timedelta(minutes=1))
CONFIRM = replace(TEXT, confirms=True)
quickly = settings(max_examples=60, deadline=None)

times = st.integers(-10_000, 10).map(lambda minutes: NOW + timedelta(minutes=minutes))
reaches = st.sampled_from(["all", "sender", "programme"])
senders = st.sampled_from([None, TEXT.sender, "+12125550199"])
programmes = st.sampled_from([None, "news", "visits"])
entries = st.builds(
    Entry,
    kind=st.sampled_from(["consent", "opt_out", "resubscription", "confirmation"]),
    at=times,
    reach=reaches,
    sender=senders,
    programme=programmes,
    expires=st.none() | times,
    means=st.sampled_from(["keyword", "words", "phone", "mail", "carrier"]),
)
ledgers = st.lists(entries, max_size=8)
attempts = st.builds(
    replace,
    st.just(TEXT),
    sender=senders.filter(bool),
    programme=programmes,
    category=st.sampled_from(["marketing", "transactional", "conversational"]),
)
situations = st.builds(
    Situation,
    now=st.just(NOW),
    sender=st.builds(
        replace,
        st.just(OURS),
        campaign=st.sampled_from([None, "cmp-1"]),
        sent_today=st.sampled_from([0, 100]),
    ),
    quiet=st.sampled_from([OPEN, SHUT]),
    wrote=st.booleans(),
    frozen=st.booleans(),
    absent=st.booleans(),
)


@pytest.mark.req("SMS-1")
@quickly
@given(ledgers, attempts, situations)
def test_nothing_goes_after_a_stop_that_nobody_lifted(
    ledger: list[Entry], attempt: Attempt, situation: Situation
) -> None:
    stop = Entry("opt_out", NOW)
    for means in ("keyword", "phone", "mail"):
        ruling = judge([*ledger, replace(stop, means=means)], attempt, situation)
        assert ruling.reason == "opted_out"


@pytest.mark.req("SMS-1")
@quickly
@given(ledgers, attempts, situations)
def test_a_stop_only_ever_takes_away(
    ledger: list[Entry], attempt: Attempt, situation: Situation
) -> None:
    for place in range(len(ledger) + 1):
        more = [*ledger[:place], STOP, *ledger[place:]]
        assert judge(ledger, attempt, situation).goes or not judge(more, attempt, situation).goes


@pytest.mark.req("SMS-2")
@quickly
@given(ledgers, st.sampled_from(["keyword", "words"]))
def test_one_confirmation_goes_after_a_stop_and_then_nothing(
    ledger: list[Entry], means: Means
) -> None:
    calm = [one for one in ledger if one.kind not in ("opt_out", "confirmation")]
    stopped = [*calm, replace(STOP, means=means)]
    assert judge(stopped, CONFIRM, FINE).goes
    after = [*stopped, Entry("confirmation", NOW)]
    assert judge(after, CONFIRM, FINE).reason == "confirmed"
    again = [*after, replace(STOP, at=NOW)]
    assert judge(again, CONFIRM, FINE).reason == "confirmed"
    assert judge(again, TEXT, FINE).reason == "opted_out"


@pytest.mark.req("SMS-2")
@pytest.mark.parametrize(
    ("ledger", "reason"),
    [
        ([], "not_to_confirm"),
        ([GIVEN], "not_to_confirm"),
        ([replace(STOP, means="phone")], "not_to_confirm"),
        ([replace(STOP, means="mail")], "not_to_confirm"),
        ([replace(STOP, means="carrier")], "confirmed_by_carrier"),
        ([STOP, replace(STOP, means="carrier")], "confirmed_by_carrier"),
        ([replace(STOP, at=NOW - CONFIRM_WITHIN - timedelta(seconds=1))], "confirm_late"),
        ([replace(STOP, at=NOW - CONFIRM_WITHIN)], None),
        ([STOP], None),
        ([STOP, Entry("resubscription", NOW)], "not_to_confirm"),
        (
            [STOP, Entry("confirmation", NOW), Entry("resubscription", NOW), replace(STOP, at=NOW)],
            None,
        ),
    ],
)
def test_known_ledgers_confirm_like_this(ledger: list[Entry], reason: Reason | None) -> None:
    assert judge(ledger, CONFIRM, FINE).reason == reason


@pytest.mark.req("SMS-2")
def test_a_confirmation_goes_at_night_and_from_a_full_sender() -> None:
    night = replace(
        FINE, quiet=SHUT, sender=replace(OURS, sent_today=100), absent=True, frozen=True
    )
    assert judge([STOP], CONFIRM, night).goes
    assert judge([STOP], CONFIRM, replace(FINE, sender=replace(OURS, campaign=None))).reason == (
        "unregistered"
    )


@pytest.mark.req("SMS-6")
@pytest.mark.parametrize(
    ("ledger", "goes"),
    [
        ([Entry("help", NOW)], True),
        ([STOP, Entry("help", NOW)], True),
        ([Entry("help", NOW), STOP], False),
        ([STOP, Entry("help", NOW), replace(STOP, means="phone")], False),
        ([replace(STOP, means="carrier"), Entry("help", NOW)], False),
        ([STOP], False),
    ],
)
def test_help_is_answered_after_a_stop_that_came_before_it(ledger: list[Entry], goes: bool) -> None:
    assert judge(ledger, replace(TEXT, helps=True), replace(FINE, quiet=SHUT)).goes == goes
    assert judge([GIVEN, *ledger], TEXT, FINE).goes == (ledger == [Entry("help", NOW)])


def test_where_the_company_asks_nobody_only_what_people_write_goes() -> None:
    unasked = replace(FINE, unasked=True)
    assert judge([], replace(TEXT, category="conversational"), unasked).goes
    assert judge([], TEXT, unasked).reason == "no_consent"
    assert not judge([STOP], replace(TEXT, category="conversational"), unasked).goes


@pytest.mark.req("SMS-3")
def test_a_stop_reaches_everything_unless_it_says_less() -> None:
    assert STOP.reach == "all"
    other = replace(TEXT, sender="+12125550199", programme="visits")
    reach: Reach
    for reach, goes_elsewhere in (("all", False), ("sender", True), ("programme", True)):
        stop = replace(STOP, reach=reach, sender=TEXT.sender, programme="news")
        assert not judge([GIVEN, stop], TEXT, FINE).goes
        assert judge([GIVEN, stop], other, FINE).goes == goes_elsewhere


@pytest.mark.req("SMS-3")
@quickly
@given(attempts, st.sampled_from(["sender", "programme"]))
def test_a_stop_that_names_nothing_reaches_all_and_a_consent_that_names_nothing_reaches_none(
    attempt: Attempt, reach: Reach
) -> None:
    assert covers(Entry("opt_out", NOW, reach), attempt)
    assert not covers(Entry("consent", NOW, reach), attempt)
    assert not covers(Entry("resubscription", NOW, reach), attempt)


@pytest.mark.req("SMS-6")
def test_only_a_later_resubscription_lifts_a_stop_and_only_as_far_as_it_reaches() -> None:
    start = Entry("resubscription", NOW)
    assert judge([GIVEN, STOP, start], TEXT, FINE).goes
    assert not judge([GIVEN, start, STOP], TEXT, FINE).goes
    assert not judge([GIVEN, STOP, replace(start, at=STOP.at - timedelta(1))], TEXT, FINE).goes
    assert not judge([STOP, replace(GIVEN, at=NOW)], TEXT, FINE).goes
    here = replace(start, reach="sender", sender=TEXT.sender)
    assert judge([GIVEN, STOP, here], TEXT, FINE).goes
    assert not judge([GIVEN, STOP, here], replace(TEXT, sender="+12125550199"), FINE).goes


@pytest.mark.req("SMS-5")
@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (GIVEN, None),
        (replace(GIVEN, expires=NOW), "expired"),
        (replace(GIVEN, expires=NOW + timedelta(microseconds=1)), None),
        (replace(GIVEN, at=NOW + timedelta(microseconds=1)), "no_consent"),
        (replace(GIVEN, categories=frozenset({"transactional"})), "no_consent"),
        (replace(GIVEN, reach="sender", sender=TEXT.sender), None),
        (replace(GIVEN, reach="sender", sender="+12125550199"), "no_consent"),
        (replace(GIVEN, reach="programme", programme="visits"), "no_consent"),
        (Entry("resubscription", NOW), "no_consent"),
    ],
)
def test_a_consent_counts_for_what_it_says_and_as_long(entry: Entry, reason: Reason | None) -> None:
    assert judge([entry], TEXT, FINE).reason == reason


@pytest.mark.req("SMS-5")
def test_who_wrote_first_is_answered_without_a_consent_and_sold_nothing() -> None:
    wrote = replace(FINE, wrote=True)
    assert judge([], replace(TEXT, category="conversational"), wrote).goes
    assert judge([], replace(TEXT, category="conversational"), FINE).reason == "no_consent"
    assert judge([], TEXT, wrote).reason == "no_consent"


@pytest.mark.parametrize(
    ("sender", "to", "goes"),
    [
        (replace(OURS, campaign=None), "US", False),
        (replace(OURS, campaign=""), "US", False),
        (replace(OURS, campaign=None), "CA", True),
        (Sender("long_code", "DE"), "US", True),
        (Sender("toll_free", "US"), "US", True),
        (Sender("short_code"), "US", True),
        (OURS, "US", True),
    ],
)
def test_an_unregistered_long_code_of_the_united_states_sends_nothing_there(
    sender: Sender, to: str, goes: bool
) -> None:
    attempt = replace(TEXT, to=replace(PERSON, region=to))
    ruling = judge([GIVEN], attempt, replace(FINE, sender=sender))
    assert ruling.goes == goes
    assert ruling.reason in (None, "unregistered")


def test_of_several_reasons_the_first_in_the_written_order_decides() -> None:
    full = replace(OURS, campaign=None, sent_today=100, resets=NOW + timedelta(hours=12))
    worst = Situation(NOW, full, SHUT, frozen=True, absent=True)
    expired = replace(GIVEN, expires=NOW)
    found = [judge([expired, STOP], TEXT, worst).reason]
    ledger, situation = [expired], worst
    found.append(judge(ledger, TEXT, situation).reason)
    for change in ({"frozen": False}, {"absent": False}, {"sender": replace(full, campaign="c")}):
        situation = replace(situation, **change)
        found.append(judge(ledger, TEXT, situation).reason)
    found.append(judge([GIVEN], TEXT, situation).reason)
    last = judge([GIVEN], TEXT, replace(situation, quiet=OPEN))
    found.append(last.reason)
    order = "opted_out frozen absent unregistered expired quiet_hours daily_cap"
    assert found == order.split()
    assert last.until == full.resets
    assert judge([GIVEN], TEXT, FINE).goes


@quickly
@given(ledgers, attempts, situations, st.booleans())
def test_each_refusal_has_one_reason_that_people_are_told(
    ledger: list[Entry], attempt: Attempt, situation: Situation, confirms: bool
) -> None:
    ruling = judge(ledger, replace(attempt, confirms=confirms), situation)
    assert ruling.goes == (ruling.said == "")
    assert set(SAID) == set(get_args(Reason))
