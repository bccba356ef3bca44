"""What `make test` draws does not turn on what else is imported: a change that fails is the change."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXPLORE


def _drawn() -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=200, derandomize=True, database=None)
    @given(st.integers(), st.text())
    def draw(number: int, text: str) -> None:
        found.append((number, text))

    draw()
    return found


@pytest.mark.skipif(EXPLORE > 0, reason="new cases are asked for")
def test_cases_are_the_same_whatever_is_imported_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _drawn()
    late = tmp_path / "late.py"
    late.write_text(f"NUMBERS = {list(range(7_000_001, 7_000_900))}\n")
    module = ModuleType("late")
    module.__file__ = str(late)
    monkeypatch.setitem(sys.modules, "late", module)
    assert _drawn() == before
