"""What the project consists of: its files, its functions, its public names."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "sdk" / "onrecord", ROOT / "server_kit" / "onrecord_server")
GENERATED = (ROOT / "sdk" / "onrecord" / "client" / "_sync", ROOT / "widgets" / "src" / "generated")


@dataclass(frozen=True)
class Function:
    """A function, where it stands, and how many lines its body has without the docstring."""

    where: str
    lines: int
    is_async: bool


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git knows or would add; without git, all that are there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file())
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def sources(*folders: Path, suffix: str = ".py") -> list[Path]:
    """Return the hand-written files of these folders."""
    found = (path for path in tracked() if path.suffix == suffix)
    return [path for path in found if _under(path, folders) and not _under(path, GENERATED)]


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield Function(where, _body_lines(node), isinstance(node, ast.AsyncFunctionDef))


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _under(path: Path, folders: tuple[Path, ...]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
