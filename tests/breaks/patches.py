"""Reads the patches: what each breaks, and which tests must fail then."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final


FOLDER: Final = Path(__file__).parent
_HEAD: Final = re.compile(r"\AInvariant (\d+): (.+)\nTests: (.+)\n")


@dataclass(frozen=True)
class Break:
    """One patch: the invariant that it breaks, in words, and the tests that see it."""

    path: Path
    invariant: int
    said: str
    tests: list[str]


def breaks() -> list[Break]:
    """Return every patch, by the number of its invariant."""
    found = [_read(path) for path in FOLDER.glob("*.patch")]
    return sorted(found, key=lambda one: (one.invariant, one.path.name))


def _read(path: Path) -> Break:
    head = _HEAD.match(path.read_text(encoding="utf-8"))
    assert head is not None, f"{path.name} begins with what it breaks and which tests see it"
    return Break(path, int(head[1]), head[2], head[3].split())
