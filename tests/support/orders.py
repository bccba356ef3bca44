"""The orders of the order desk, written once: each test begins with a copy of that database."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final


FILL: Final = """
import sys
from pathlib import Path
from examples.order_desk.__main__ import prepare
prepare(sys.argv[1], Path(sys.argv[2]), filled=False, overseen=False).state.desk.close()
"""


def write_orders(database: str, folder: Path) -> None:
    """Fill a database with the orders, in a process of its own: beside a browser nobody may block."""
    here = os.pathsep.join(str(Path(part).resolve()) for part in (".", "sdk", "server_kit"))
    command = [sys.executable, "-c", FILL, database, str(folder)]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": here}, check=True)
