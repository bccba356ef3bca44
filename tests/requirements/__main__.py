"""``make requirements``: each rule with the tests that show it, and what none shows yet."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.requirements.rules import RULES, SENTENCES
from tests.support.project import ROOT


_SHOWN: Final = 3


def shown() -> dict[str, list[str]]:
    """Return the tests that carry ``@pytest.mark.req``, by the id of the rule."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for rule, test in _marked(path):
            found.setdefault(rule, []).append(test)
    return found


def _marked(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for one in node.decorator_list:
                if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.req":
                    yield ast.literal_eval(one.args[0]), f"{path.relative_to(ROOT)}::{node.name}"


def main() -> int:
    """Print the table; return how many rules nothing shows."""
    tests, missing = shown(), 0
    for rule, text in RULES.items():
        lines = tests.get(rule, [])[:_SHOWN] or [SENTENCES.get(rule, "NOTHING SHOWS IT YET")]
        missing += rule not in tests and rule not in SENTENCES
        more = len(tests.get(rule, [])) - _SHOWN
        sys.stdout.write(f"{rule:8}{text}\n" + "".join(f"        {line}\n" for line in lines))
        sys.stdout.write(f"        and {more} more\n" if more > 0 else "")
    some = f"{len(RULES) - missing} of {len(RULES)} have a test that shows them, or a part of them"
    sys.stdout.write(some + "\n")
    return missing


if __name__ == "__main__":
    sys.exit(min(main(), 125))
