"""Named places where a test may stop or kill the process: ``ONRECORD_SYNC=point:kill``.

Without that variable at the first use, a point costs one comparison.
"""

import os
import signal
import time
from typing import Final


POINTS: Final = ("before_insert", "before_commit", "after_commit", "after_ack", "mid_fan_out")
_plan: dict[str, str] | None = None


def reach(point: str) -> None:
    """Come to a named point: kill, or sleep for ``pause`` milliseconds, where a test asked for it."""
    global _plan  # noqa: PLW0603 - read once per process
    if _plan is None:
        _plan = _read()
    if _plan and (action := _plan.get(point)):
        _act(action)


def _read() -> dict[str, str]:
    text = os.environ.get("ONRECORD_SYNC", "")
    return dict(part.split(":", 1) for part in text.split(",") if ":" in part)


def _act(action: str) -> None:
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action.isdigit():
        time.sleep(int(action) / 1000)
