"""What is generated is what its source says now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import PACKAGES, ROOT


@pytest.mark.parametrize("script", sorted((ROOT / ".ci").glob("*.py")), ids=lambda path: path.stem)
def test_generated_files_are_fresh(script: Path) -> None:
    path = os.pathsep.join(str(folder.parent) for folder in PACKAGES)
    result = subprocess.run(
        [sys.executable, str(script), "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"run `make generate`: {result.stdout}{result.stderr}"
