"""Print which tests show each rule into docs/compliance: what stands between the marks of a rule.

Run without arguments to write, with --check to exit 1 when a page is stale.
"""

import re
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.requirements.__main__ import shown  # noqa: E402
from tests.requirements.rules import LATER, SENTENCES  # noqa: E402


PAGES = ROOT / "docs/compliance"
#: Tests that are named; the rest is counted.
MOST = 4
PART = re.compile(
    r"(?ms)^(?P<head>## (?P<rule>[A-Z]+-\d+)$.*?<!-- shown -->)\n.*?(?P<tail><!-- /shown -->)"
)


def listed(rule: str, tests: dict[str, list[str]]) -> str:
    """Return a line for each test of a rule, or why there is none."""
    if rule not in tests:
        return (SENTENCES.get(rule) or LATER.get(rule) or "Nothing yet.") + "\n"
    found = [name.split("::") for name in tests[rule]]
    lines = [f"[`{test}`](../../{path})" for path, test in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"and {len(found) - MOST} more, which `make requirements` counts")
    return "".join(f"\n- {line}" for line in lines) + "\n\n"


def printed(page: str, tests: dict[str, list[str]]) -> str:
    """Return a page with the tests of its rules as they are now."""

    def part(found: re.Match[str]) -> str:
        return f"{found['head']}\n{listed(found['rule'], tests)}{found['tail']}"

    return PART.sub(part, page)


def main() -> int:
    """Write the pages, or say which of them are stale."""
    tests, stale = shown(), []
    for path in sorted(PAGES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if (made := printed(text, tests)) != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(made, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"stale: {', '.join(stale)}; run .ci/shown_by.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
