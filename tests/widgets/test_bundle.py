"""What a page loads to show a chat stays small: a budget, not a hope."""

import re
from pathlib import Path
from typing import Final

import pytest

from onrecord_server.web.assets import read_assets
from tests.support.bundle import STATIC, later_of, loaded, packed
from tests.support.require import skip_or_fail


BUDGET: Final = 60_000
#: What one part that is loaded on first use may weigh, with what it alone needs.
PART_BUDGET: Final = 14_000
#: The words by which emoji are found are data, one file for each language.
DATA_BUDGETS: Final = {"onrecord-words": 40_000}


@pytest.fixture(scope="module")
def entry() -> Path:
    """The module that a host's page names."""
    found = STATIC / "onrecord.js"
    return found if found.exists() else skip_or_fail("widgets", "the widgets are not built")


def budget(name: str) -> int:
    """Return what a file that is loaded later may weigh."""
    return next(
        (most for start, most in DATA_BUDGETS.items() if name.startswith(start)), PART_BUDGET
    )


def test_the_chat_is_under_its_budget_gzipped(entry: Path) -> None:
    sizes = {path.name: packed(path) for path in loaded(entry)}
    assert sum(sizes.values()) < BUDGET, sizes


def test_each_part_that_is_loaded_later_is_under_its_budget(entry: Path) -> None:
    at_once = loaded(entry)
    later = [path for path in STATIC.glob("*.js") if path not in at_once]
    parts = {path: loaded(path) - at_once - portal(path) - before(path) for path in later}
    sizes = {path.name: sum(map(packed, needed)) for path, needed in parts.items()}
    assert sizes, "nothing is loaded later"
    assert [f"{name}: {size}" for name, size in sizes.items() if size >= budget(name)] == []


def portal(part: Path) -> frozenset[Path]:
    """Return what is there before a section of the portal is: the portal, which alone loads it."""
    (shell,) = STATIC.glob("onrecord-admin-*.js")
    needs = loaded(shell)
    return needs if part != shell and shell in loaded(part) else frozenset()


def before(part: Path) -> frozenset[Path]:
    """Return what the one module that loads a part has loaded already; nothing where several do."""
    whence = [path for path in STATIC.glob("*.js") if part.name in later_of(path)]
    return loaded(whence[0]) - {part} if len(whence) == 1 else frozenset()


def test_what_is_loaded_later_is_kept_for_ever_and_the_entry_is_not(entry: Path) -> None:
    assets = read_assets(STATIC)
    for_ever = {name for name, asset in assets.items() if "immutable" in asset.caching}
    scripts = {name for name in assets if name.endswith(".js")}
    assert scripts - for_ever == {entry.name}


def test_nothing_is_loaded_from_anywhere_else(entry: Path) -> None:
    for path in STATIC.rglob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"""(?:\bfrom|\bimport)\s*\(?["'](?:https?:)?//""", text), path.name


def test_the_bundle_needs_no_eval(entry: Path) -> None:
    for path in STATIC.rglob("*.js"):
        assert not re.search(r"\beval\(|\bnew Function\b", path.read_text("utf-8")), path.name
