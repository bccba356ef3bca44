"""The language of membership rules: any text is a rule, or is refused with the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RuleUnreadable
from onrecord_server.spaces.language import MOST_DEPTH, Facts, parse


ANNA = Facts("anna", frozenset({"manager", "member"}), {"department": "sales", "site": "Kiel"})
WORDS = st.sampled_from(
    [
        *("and", "or", "not", "in", "not in", "everybody", "roles", "id", "department", "site"),
        *("==", "!=", "(", ")", "[", "]", ",", '"sales"', "'Kiel'", '"', "'", "\\", "=", " ", "X"),
    ]
)
ATOMS = st.sampled_from(
    [
        'department == "sales"',
        'department != "sales"',
        '"manager" in roles',
        '"boss" not in roles',
        'site in ["Kiel", "Ulm"]',
        'id == "bert"',
        "everybody",
        'shift == "night"',
    ]
)


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        ('department == "sales"', True),
        ('"sales" == department', True),
        ('department == "Sales"', False),
        ('department != "sales"', False),
        ("department == 'sales' and \"manager\" in roles", True),
        ('department == "support" or site == "Kiel"', True),
        ('not department == "sales"', False),
        ('not (department == "support" and site == "Kiel")', True),
        ('department in ["sales", "support"]', True),
        ('department not in ["sales", "support"]', False),
        ('"boss" in roles', False),
        ('"boss" not in roles', True),
        ("department in roles", False),
        ('id == "anna"', True),
        ("everybody", True),
        ("not everybody", False),
        ('shift == "night"', False),
        ('shift != "night"', True),
        ("shift == shift", False),
        ('shift in ["night"]', False),
        ('site == "Ki\\"el"', False),
        ('department == "support" and site == "Ulm" or site == "Kiel"', True),
    ],
)
def test_what_a_rule_says_of_anna(rule: str, matches: bool) -> None:
    assert parse(rule)(ANNA) is matches


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("", 0),
        ("department", 10),
        ('department = "sales"', 11),
        ('Department == "sales"', 0),
        ('department == "sales', 14),
        ('department == "sales" site == "Kiel"', 22),
        ('(department == "sales"', 22),
        ("roles == roles", 0),
        ('"a" in "abc"', 7),
        ('"a" in []', 8),
        ('department in ["a",]', 19),
        ('space == "spc_1"', 0),
        ('"alice" in members', 11),
        ("import os", 7),
        ("everybody; everybody", 9),
        ("not", 3),
        ("department == and", 14),
    ],
)
def test_what_is_no_rule_is_refused_with_the_place(rule: str, place: int) -> None:
    with pytest.raises(RuleUnreadable) as caught:
        parse(rule)
    assert caught.value.extra == {"place": place}
    assert caught.value.errors[0]["pointer"] == "/rule"


def _read(text: str) -> int | bool:
    """Return what a text says of Anna, or the place where reading it ended."""
    try:
        return parse(text)(ANNA)
    except RuleUnreadable as refused:
        place: int = refused.extra["place"]
        return place


@given(st.text(max_size=600) | st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_is_a_rule_or_is_refused_with_a_place_in_it(text: str) -> None:
    assert 0 <= _read(text) <= max(len(text), 1)


@given(ATOMS, ATOMS, ATOMS)
def test_and_binds_closer_than_or_and_not_closest(one: str, two: str, three: str) -> None:
    a, b, c = (parse(text)(ANNA) for text in (one, two, three))
    assert parse(f"{one} or {two} and {three}")(ANNA) is (a or (b and c))
    assert parse(f"not {one} and {two}")(ANNA) is ((not a) and b)
    assert parse(f"not ({one} or {two})")(ANNA) is not (a or b)


@pytest.mark.parametrize("deep", ["(" * 400, "not " * 100 + "everybody", "[" * 400])
def test_depth_is_bounded(deep: str) -> None:
    with pytest.raises(RuleUnreadable):
        parse(deep)
    within = "(" * MOST_DEPTH + "everybody" + ")" * MOST_DEPTH
    assert parse(within)(ANNA)


def test_length_is_bounded() -> None:
    with pytest.raises(RuleUnreadable):
        parse("everybody or " * 50)
