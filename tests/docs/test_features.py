"""The page of features is kept honest: what it says works is shown by tests that are there."""

import re
from dataclasses import dataclass

import pytest

from tests.support.project import ROOT


PAGE = ROOT / "docs" / "features.md"
STATES = {"works", "partly", "missing", "left out"}
#: A link to a file of tests; its text is the name of the test.
_TEST = re.compile(r"\[`([^`]+)`\]\(\.\./((?:tests|widgets)/[\w/.-]+)\)")


@dataclass(frozen=True)
class Row:
    """One feature of the table."""

    number: str
    name: str
    wanted: str
    state: str
    shown: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        return _TEST.findall(self.shown)


def rows() -> list[Row]:
    """Every row of the tables of the groups."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    return [Row(*found) for found in cells if len(found) == 5 and found[0].isdigit()]


def test_every_feature_of_the_groups_is_there_once() -> None:
    assert [int(row.number) for row in rows()] == [*range(1, 45), *range(50, 72)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.number)
def test_what_works_is_shown_by_a_test_that_exists(row: Row) -> None:
    assert row.state in STATES
    if row.state in {"works", "partly"}:
        assert row.tests, f"{row.name} names no test"
    for name, path in row.tests:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in text or f'"{name}"' in text, f"{path} has no {name}"


def test_what_does_not_wholly_work_says_what_is_missing() -> None:
    silent = [row.name for row in rows() if row.state == "partly" and "not yet" not in row.shown]
    assert silent == []
