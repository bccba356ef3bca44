"""A number is one number however it is written, and some are nobody's to write to."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.numbers import (
    SAID,
    NoNumber,
    Number,
    display,
    recipient,
    same,
    sender_kind,
)


quickly = settings(max_examples=100, deadline=None)
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
FORMS = [
    phonenumbers.PhoneNumberFormat.E164,
    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
    phonenumbers.PhoneNumberFormat.NATIONAL,
    phonenumbers.PhoneNumberFormat.RFC3966,
]
#: In full-width characters, as a Japanese keyboard writes it.
WIDE = "".join(chr(ord(one) + 0xFEE0) for one in "+12125550123")
WRITINGS = [
    "+12125550123",
    "(212) 555-0123",
    "212.555.0123",
    "1-212-555-0123",
    "  +1 (212) 555\u20110123 ",
    "tel:+1-212-555-0123",
    WIDE,
    "٢١٢٥٥٥٠١٢٣",
    "\u202a+1 212 555 0123\u202c",
    "212\u200b5550123",
    "011 1 212 555 0123",
]


@pytest.mark.req("SMS-5")
@pytest.mark.parametrize("text", WRITINGS)
def test_one_number_is_the_same_however_it_is_written(text: str) -> None:
    assert recipient(text, "US") == Number("+12125550123", "US", "either")
    assert same(text, "+1 212 555 0123", "US")


@pytest.mark.parametrize(
    ("text", "home", "trouble"),
    [
        ("", "US", "empty"),
        (" \u200b ", "US", "empty"),
        ("hello", "US", "no_number"),
        ("212 555 0123", None, "no_country"),
        ("212 555 0123", "XX", "no_country"),
        ("+999 123 456 789", None, "no_number"),
        ("+1 555 123 4567", None, "no_number"),
        ("+" + "1" * 400, None, "no_number"),
        ("+1 (212) 555-01", None, "no_number"),
        ("1-800-FLOWERS", "US", "no_number"),
        ("212 555 0123, 212 555 0124", "US", "no_number"),
        ("212 555 0123 ext 5", "US", "extension"),
        ("tel:+1-212-555-0123;ext=5", None, "extension"),
        ("+12125550123x12", None, "extension"),
        ("911", "US", "emergency"),
        ("911", None, "emergency"),
        ("+1 911", None, "emergency"),
        ("112", "DE", "emergency"),
        ("110", "DE", "emergency"),
        ("72345", "US", "short_code"),
        ("411", "US", "short_code"),
        ("+1 900 555 1234", None, "premium"),
        ("0900 1 234567", "DE", "premium"),
        ("+44 871 234 5678", None, "premium"),
        ("+979 123456789", None, "premium"),
        ("+49 180 5 123456", None, "shared_cost"),
        ("+808 1234 5678", None, "shared_cost"),
    ],
)
def test_what_nobody_may_be_written_to_at_is_refused(
    text: str, home: str | None, trouble: str
) -> None:
    found = recipient(text, home)
    assert isinstance(found, NoNumber)
    assert found.trouble == trouble
    assert found.said in SAID.values()


@pytest.mark.parametrize(
    ("text", "home", "number"),
    [
        ("01511 2345678", "DE", Number("+4915112345678", "DE", "mobile")),
        ("+49 (0)30 12345678", None, Number("+493012345678", "DE", "landline")),
        ("030/12345678", "DE", Number("+493012345678", "DE", "landline")),
        ("+39 06 1234 5678", None, Number("+390612345678", "IT", "landline")),
        ("+1 800 555 1234", None, Number("+18005551234", "US", "toll_free")),
        ("+1 416 555 0123", None, Number("+14165550123", "CA", "either")),
        ("+52 1 55 1234 5678", None, Number("+525512345678", "MX", "either")),
        ("011 15 2345-6789", "AR", Number("+5491123456789", "AR", "mobile")),
    ],
)
def test_known_numbers_are_these(text: str, home: str | None, number: Number) -> None:
    assert recipient(text, home) == number


@quickly
@given(st.sampled_from(REGIONS), st.sampled_from(FORMS))
def test_each_usual_form_of_the_example_of_each_country_is_one_number(
    region: str, form: int
) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        return
    plain = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    found = recipient(phonenumbers.format_number(example, form), region)
    assert found == recipient(plain)
    assert isinstance(found, Number)
    assert found.e164 == plain


@quickly
@given(st.sampled_from(REGIONS), st.sampled_from(REGIONS))
def test_what_is_displayed_is_read_as_the_same_number(region: str, home: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        return
    plain = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert same(display(plain, home), plain, home)


@quickly
@given(st.sampled_from(REGIONS))
def test_the_dear_numbers_of_each_country_are_refused(region: str) -> None:
    kinds = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)
    for kind in kinds:
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None and phonenumbers.number_type(example) == kind:
            plain = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            assert isinstance(recipient(plain), NoNumber)


@quickly
@given(
    st.text(max_size=60) | st.text("+0123456789 ()-./x", max_size=30),
    st.sampled_from([None, "US", "DE"]),
)
def test_anything_is_a_number_or_is_refused_and_what_is_one_reads_as_itself(
    text: str, home: str | None
) -> None:
    found = recipient(text, home)
    if isinstance(found, Number):
        assert recipient(found.e164) == found
    assert same(text, text, home) == isinstance(found, Number)


def test_home_is_shown_without_its_country() -> None:
    assert display("+12125550123", "US") == "(212) 555-0123"
    assert display("+12125550123", "DE") == "+1 212-555-0123"
    assert display("+14165550123", "US") == "+1 416-555-0123"
    assert display("nothing") == "nothing"


def test_a_number_knows_the_state_that_it_was_given_out_in() -> None:
    assert Number("+13055550123", "US", "either").state == "FL"
    assert Number("+14165550123", "CA", "either").state is None
    assert Number("+18005551234", "US", "toll_free").state is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("+12125550123", "long_code"),
        ("+18885550123", "toll_free"),
        ("72345", "short_code"),
        ("ACME Bank", "name"),
        ("ACME Bank International", None),
        ("2125550123", None),
        ("+19005551234", None),
        ("", None),
    ],
)
def test_a_company_sends_from_a_number_a_short_code_or_a_name(text: str, kind: str | None) -> None:
    assert sender_kind(text) == kind
