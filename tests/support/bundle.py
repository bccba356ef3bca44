"""What the built widgets weigh on their way to a browser."""

import gzip
import re
from pathlib import Path
from typing import Final

from tests.support.project import ROOT


STATIC: Final = ROOT / "server_kit/onrecord_server/web/static"
#: `import … from "./x.js"` and `import "./x.js"`: what is loaded before anything shows.
_IMPORT: Final = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
#: `import("./x.js")`: what is loaded when it is asked for.
_LATER: Final = re.compile(r"""\bimport\(\s*[`"']\./([\w.-]+\.js)[`"']""")


def later_of(module: Path) -> frozenset[str]:
    """Return the names of what a module loads when it is asked for."""
    return frozenset(_LATER.findall(module.read_text("utf-8")))


def loaded(module: Path, seen: frozenset[Path] = frozenset()) -> frozenset[Path]:
    """Return a module and all that it imports at once; what is imported later does not count."""
    if module in seen:
        return seen
    seen = seen | {module}
    for name in _IMPORT.findall(module.read_text("utf-8")):
        seen = loaded(module.parent / name, seen)
    return seen


def packed(module: Path) -> int:
    """Return how many bytes of a module are sent."""
    return len(gzip.compress(module.read_bytes(), 9))
