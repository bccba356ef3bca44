"""Tenants that have settled once, each a file that a random history begins with anew."""

import functools
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from onrecord_server.core.ports import Ports
from tests.operations.policy.conftest import House
from tests.support import engines
from tests.support.clocked import Clock


Found = TypeVar("Found")


@contextmanager
def begun(settle: Callable[[House], Found]) -> Iterator[tuple[House, Found]]:
    """Give a house that has just settled, in a database of its own, and what ``settle`` returned."""
    data, found = _settled(settle)
    clock = Clock()
    clock.forward(seconds=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        path.write_bytes(data)
        with engines.room(f"sqlite:///{path}", ports=Ports(clock=clock)) as room:
            yield House(room, clock), found


@functools.cache
def _settled(settle: Callable[[House], Any]) -> tuple[bytes, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "history.db", Clock()
        with engines.room(f"sqlite:///{path}", ports=Ports(clock=clock)) as room:
            found = settle(House(room, clock))
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes(), found
