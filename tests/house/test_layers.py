"""Imports run one way, and a tool proves it."""

import os
import subprocess
import sys
import tomllib
from typing import Any

from tests.support.project import PACKAGES, ROOT


# What is beside the list: settings that the layers get as values, and scripts of Alembic.
BESIDE = {"__init__", "__main__", "alembic", "config", "migrations"}


def test_every_import_contract_is_kept() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    path = os.pathsep.join(str(folder.parent) for folder in PACKAGES)
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_module_of_the_server_has_its_layer() -> None:
    server = PACKAGES[1]
    present = {
        p.stem for p in server.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    assert present - _layers() - BESIDE == set()


def _layers() -> set[str]:
    config: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = config["tool"]["importlinter"]["contracts"][0]["layers"]
    names = " ".join(lines).replace("|", " ").replace(":", " ").split()
    return {name.strip("()") for name in names}
