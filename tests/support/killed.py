"""Work of a process that is killed at a named point of its first write: `kill -9`, no clean-up."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from onrecord_server.core.ports import Ports
from tests.support import engines


SPAWN: Final = multiprocessing.get_context("spawn")
#: What is done with an engine room, by its name in a module: another process finds it there.
Work = Callable[[Any], None]


def killed(url: str, now: datetime, point: str, work: Work) -> None:
    """Do some work on a database in a process of its own, and see it killed."""
    process = SPAWN.Process(target=_work, args=(url, now, point, work))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, process.exitcode


def _work(url: str, now: datetime, point: str, work: Work) -> None:
    os.environ["ONRECORD_SYNC"] = f"{point}:kill"
    with engines.room(url, ports=Ports(clock=partial(_at, now))) as room:
        work(room.engines)


def _at(now: datetime) -> datetime:
    return now
