"""The pages build without a warning, and a reader's browser asks no other host for anything."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.project import ROOT
from tests.support.require import skip_or_fail


LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio)[^>]*\ssrc=\"((?:https?:)?//[^\"]+)"
    r"|<link(?![^>]*rel=\"(?:canonical|next|prev|author|license)\")[^>]*\shref=\"((?:https?:)?//[^\"]+)"
    r"|@import\s+(?:url\()?[\"']?((?:https?:)?//[^\"')\s]+)"
    r"|url\([\"']?((?:https?:)?//[^\"')]+)"
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as HTML."""
    if find_spec("sphinx") is None or find_spec("myst_parser") is None:
        skip_or_fail("docs", "Sphinx is not installed: pip install --group docs")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_pages_build_without_a_warning(site: Path) -> None:
    assert (site / "index.html").is_file()


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css")]
    found = {
        f"{path.relative_to(site)}: {next(filter(None, match))}"
        for path in files
        for match in LOADED.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(found) == []
