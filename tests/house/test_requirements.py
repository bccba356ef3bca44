"""Every mark names a rule that there is; `make requirements` prints which rule nothing shows."""

import re

import pytest

from tests.requirements.__main__ import main, shown, unshown
from tests.requirements.rules import LATER, RULES, SENTENCES


def test_every_mark_names_a_rule_or_an_invariant() -> None:
    unknown = {name for name in shown() if name not in RULES}
    assert all(re.fullmatch(r"INV-(1[0-6]|[1-9])", name) for name in unknown), unknown


def test_what_a_sentence_explains_no_test_shows() -> None:
    assert not SENTENCES.keys() & shown().keys()
    assert SENTENCES.keys() <= RULES.keys()


def test_every_rule_has_a_test_or_a_reason() -> None:
    assert unshown(shown()) == []
    assert main() == 0


def test_what_is_put_off_is_a_rule_that_no_sentence_explains() -> None:
    assert LATER.keys() <= RULES.keys() - SENTENCES.keys()


def test_a_rule_that_nothing_shows_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "SEC-99", "what nobody has thought of")
    assert unshown(shown()) == ["SEC-99"]
    assert main() == 1
