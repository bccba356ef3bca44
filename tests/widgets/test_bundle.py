"""What a page loads to show a chat stays small: a budget, not a hope."""

import gzip
import re
from pathlib import Path
from typing import Final

import pytest

from tests.support.require import skip_or_fail


STATIC: Final = Path(__file__).resolve().parents[2] / "server_kit/onrecord_server/web/static"
BUDGET: Final = 60_000
#: `import … from "./x.js"` and `import "./x.js"`: what is loaded before anything shows.
_IMPORT: Final = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")


@pytest.fixture(scope="module")
def entry() -> Path:
    """The module that a host's page names."""
    found = STATIC / "onrecord.js"
    return found if found.exists() else skip_or_fail("widgets", "the widgets are not built")


def loaded(module: Path, seen: frozenset[Path] = frozenset()) -> frozenset[Path]:
    """Return a module and all that it imports at once; what is imported later does not count."""
    if module in seen:
        return seen
    seen = seen | {module}
    for name in _IMPORT.findall(module.read_text("utf-8")):
        seen = loaded(module.parent / name, seen)
    return seen


def test_the_chat_is_under_its_budget_gzipped(entry: Path) -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in loaded(entry)}
    assert sum(sizes.values()) < BUDGET, sizes


def test_nothing_is_loaded_from_anywhere_else(entry: Path) -> None:
    for path in STATIC.rglob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"""(?:\bfrom|\bimport)\s*\(?["'](?:https?:)?//""", text), path.name


def test_the_bundle_needs_no_eval(entry: Path) -> None:
    for path in STATIC.rglob("*.js"):
        assert not re.search(r"\beval\(|\bnew Function\b", path.read_text("utf-8")), path.name
