"""Each invariant of oversight that is built has a break that its tests see; the breaks still apply."""

import subprocess

import pytest

from tests.breaks.patches import Break, breaks
from tests.support.project import ROOT


#: By number, all of them.
BUILT = set(range(1, 18))


def test_every_invariant_that_is_built_has_a_break() -> None:
    assert {one.invariant for one in breaks()} == BUILT


@pytest.mark.parametrize("one", breaks(), ids=lambda one: one.path.stem)
def test_a_break_applies_to_what_is_there(one: Break) -> None:
    command = ["git", "apply", "--check", "--whitespace=nowarn", str(one.path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for test in one.tests:
        assert (ROOT / test.split("::")[0]).is_file()
