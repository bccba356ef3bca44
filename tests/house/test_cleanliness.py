"""Nothing of the machine it was written on, and nothing unfinished, is left in a file."""

import re
from pathlib import Path

from tests.support.project import ROOT, tracked


# Written in pieces, or this file would find itself.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE = re.compile(
    r"(?<![\w.}])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|opt/p" + r"ypi|tmp/ba" + r"sh_jobs)\b"
)
RESOLVED = re.compile(r'"resol' + r'ved":')
DATA = ("examples/order_desk/data/", "tests/data/", "docs/images/")
TEXT = {".py", ".ts", ".md", ".toml", ".json", ".css", ".html", ".js", ".yml", ".sh", ".txt", ""}
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def _written() -> list[Path]:
    names = ((path, path.relative_to(ROOT).as_posix()) for path in tracked())
    return [path for path, name in names if path.suffix in TEXT and not name.startswith(DATA)]


def _found(pattern: re.Pattern[str]) -> list[str]:
    lines = (
        (f"{path.relative_to(ROOT)}:{number}", line)
        for path in _written()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )
    return [f"{where} {line.strip()[:80]}" for where, line in lines if pattern.search(line)]


def test_nothing_is_left_to_be_done_later() -> None:
    assert _found(UNFINISHED) == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert _found(MACHINE) == []


def test_no_lock_file_names_a_registry() -> None:
    assert _found(RESOLVED) == []


def test_every_link_between_our_pages_leads_somewhere() -> None:
    pages = [path for path in _written() if path.suffix == ".md"]
    links = ((page, target) for page in pages for target in LINK.findall(page.read_text("utf-8")))
    dead = [f"{p.relative_to(ROOT)} -> {t}" for p, t in links if not (p.parent / t).exists()]
    assert dead == []
