"""Detectors know a number by its form and its check digits, and leave others alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.wire.policy_document import Entity
from onrecord_server.moderation.detectors import detect, is_iban, luhn


ALL: frozenset[Entity] = frozenset({"card", "ssn", "iban", "npi", "phone", "email"})

#: Published test numbers: card schemes' own, the registry's IBAN examples, and CMS's NPI.
THERE: list[tuple[Entity, str]] = [
    ("card", "4111 1111 1111 1111"),
    ("card", "5500-0000-0000-0004"),
    ("card", "378282246310005"),
    ("card", "6011000990139424"),
    ("ssn", "123-45-6789"),
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("iban", "GB29NWBK60161331926819"),
    ("iban", "BE68 5390 0754 7034"),
    ("npi", "1234567893"),
    ("phone", "+32 2 123 45 67"),
    ("phone", "(212) 555-0187"),
    ("email", "anna.b+shop@mail.example.com"),
]
NOT_THERE = [
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "000-12-3456",
    "666-12-3456",
    "900-12-3456",
    "123-00-6789",
    "DE88 3704 0044 0532 0130 00",
    "1234567890",
    "version 1.2.3.4",
    "order 1042 of 2026-11-26",
    "user@localhost",
    "12345678901234567890123",
]


@pytest.mark.parametrize(("entity", "text"), THERE)
def test_it_is_found_where_it_stands(entity: Entity, text: str) -> None:
    said = f"please use {text}, thanks"
    hits = [(one.entity, said[one.start : one.end]) for one in detect(said, ALL)]
    assert (entity, text) in hits
    assert detect(said, ALL - {entity}) == [] or entity in ("card", "npi", "phone", "iban")


@pytest.mark.parametrize("text", NOT_THERE)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert detect(f"see {text} there", ALL - {"phone"}) == []


def test_an_iban_ends_where_its_country_says() -> None:
    text = "BE68 5390 0754 7034 and then BE71 0961 2345 6769 again"
    assert [text[one.start : one.end] for one in detect(text, frozenset({"iban"}))] == [
        "BE68 5390 0754 7034",
        "BE71 0961 2345 6769",
    ]


@given(st.text(st.sampled_from("0123456789"), min_size=1, max_size=18))
def test_one_check_digit_is_right_and_any_single_error_is_wrong(digits: str) -> None:
    right = [check for check in "0123456789" if luhn(digits + check)]
    assert len(right) == 1
    whole = digits + right[0]
    other = str((int(whole[0]) + 1) % 10)
    assert not luhn(other + whole[1:])


@given(st.text(st.sampled_from("0123456789"), min_size=12, max_size=12))
def test_an_iban_has_one_pair_of_check_digits(account: str) -> None:
    right = [f"{n:02}" for n in range(2, 99) if is_iban(f"BE{n:02}{account}")]
    assert len(right) == 1
