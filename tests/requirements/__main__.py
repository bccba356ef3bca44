"""``make requirements``: each rule with the tests that show it; it fails where one has none and no reason."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.requirements.rules import LATER, RULES, SENTENCES
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


def unshown(tests: dict[str, list[str]]) -> list[str]:
    """Return the rules that no test shows, no sentence explains and nobody has put off."""
    return [one for one in RULES if one not in {*tests, *SENTENCES, *LATER}]


def main() -> int:
    """Print the table; return how many rules nothing shows."""
    tests = shown()
    for rule, text in RULES.items():
        sys.stdout.write(f"{rule:8}{text}\n")
        sys.stdout.write("".join(f"        {line}\n" for line in _lines(rule, tests)))
    some = (
        f"{len(RULES.keys() & tests.keys())} of {len(RULES)} have a test that shows them, or a part"
    )
    rest = f"{len(SENTENCES)} a sentence, {len(LATER)} are built later"
    missing = unshown(tests)
    sys.stdout.write(f"{some}; {rest}; nothing shows {', '.join(missing) or 'none'}\n")
    return len(missing)


def _lines(rule: str, tests: dict[str, list[str]]) -> list[str]:
    found = tests.get(rule, [])
    if not found:
        return [SENTENCES.get(rule) or LATER.get(rule) or "NOTHING SHOWS IT YET"]
    more = len(found) - _SHOWN
    return found[:_SHOWN] + ([f"and {more} more"] if more > 0 else [])


if __name__ == "__main__":
    sys.exit(min(main(), 125))
