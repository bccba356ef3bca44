"""Each rule has its place on one page: what it asks, what is done, what shows it, and what stays yours."""

import re

import pytest

from tests.requirements.rules import RULES
from tests.support.project import ROOT


PAGES = sorted(p for p in (ROOT / "docs/compliance").glob("*.md") if p.name != "index.md")
PARTS = ("**It asks:** ", "**onrecord:** ", "**Shown by:** <!-- shown -->", "**Yours:** ")


def sections() -> list[tuple[str, str]]:
    """Return the id and the text of every section of every page."""
    found = [re.split(r"(?m)^## ", page.read_text(encoding="utf-8"))[1:] for page in PAGES]
    return [(one.split("\n", 1)[0], one.split("\n", 1)[1]) for page in found for one in page]


def test_every_rule_has_one_section() -> None:
    assert sorted(name for name, _ in sections()) == sorted(RULES)


@pytest.mark.parametrize("part", PARTS)
def test_every_section_says_everything(part: str) -> None:
    assert [name for name, text in sections() if text.count(part) != 1] == []


def test_nothing_is_promised_that_software_cannot_keep() -> None:
    """Whoever runs it complies, or does not."""
    promised = re.compile(r"(?i)\bcomplian(t|tly)\b|\bcertified for\b|\bguarantee")
    assert [page.name for page in PAGES if promised.search(page.read_text("utf-8"))] == []
