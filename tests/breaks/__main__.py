"""``make breaks``: apply each patch to a copy, run its tests, and see them fail."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.breaks.patches import Break, breaks
from tests.support.project import ROOT


#: What pytest answers when tests ran and some failed; anything else says nothing about the break.
_FAILED: Final = 1


def main() -> int:
    """Return how many breaks nobody saw."""
    wanted = [name.removesuffix(".patch") for name in sys.argv[1:]]
    known = {one.path.stem: one for one in breaks()}
    if unknown := sorted(set(wanted) - known.keys()):
        sys.stderr.write(f"There is no break {unknown[0]}.\n")
        return 2
    return sum(not _seen(known[name]) for name in wanted or known)


def _seen(one: Break) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        _copy(Path(folder))
        before = _tested(one, Path(folder))
        _apply(one, Path(folder))
        after = _tested(one, Path(folder))
    seen = (before, after) == (0, _FAILED)
    how = "seen" if seen else f"NOT SEEN (tests ended {before} before and {after} after)"
    sys.stdout.write(f"{one.path.name}: invariant {one.invariant}: {one.said} {how}\n")
    sys.stdout.flush()
    return seen


def _copy(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("widgets/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _apply(one: Break, folder: Path) -> None:
    command = ["git", "apply", "--whitespace=nowarn", str(one.path)]
    subprocess.run(command, cwd=folder, check=True)


def _tested(one: Break, folder: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-k", "not postgresql", *one.tests]
    environment = {**os.environ, "PYTHONPATH": "sdk:server_kit", "ONRECORD_REQUIRE": ""}
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, stdout=subprocess.DEVNULL
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
