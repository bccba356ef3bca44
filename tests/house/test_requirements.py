"""Every mark names a rule that there is; `make requirements` prints which rule nothing shows."""

import re

from tests.requirements.__main__ import main, shown
from tests.requirements.rules import RULES, SENTENCES


def test_every_mark_names_a_rule_or_an_invariant() -> None:
    unknown = {name for name in shown() if name not in RULES}
    assert all(re.fullmatch(r"INV-(1[0-6]|[1-9])", name) for name in unknown), unknown


def test_what_a_sentence_explains_no_test_shows() -> None:
    assert not SENTENCES.keys() & shown().keys()
    assert SENTENCES.keys() <= RULES.keys()


def test_what_nothing_shows_is_said() -> None:
    """What is built later is no failure here; that it is missing is printed, and counted."""
    missing = [name for name in RULES if name not in shown() and name not in SENTENCES]
    assert main() == len(missing)
