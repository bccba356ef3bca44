"""SQLite as we need it: WAL, FULL, BEGIN IMMEDIATE, and a safe mode for old libraries."""

import fcntl
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine


logger = logging.getLogger("onrecord.storage")

#: sqlite.org/wal.html#walresetbug: two connections that write or checkpoint at once may corrupt.
WAL_RESET_FIXED: Final = (3, 51, 3)
BUSY_TIMEOUT_MS: Final = 5000


def needs_safe_mode(version: tuple[int, ...] | None = None) -> bool:
    """Say whether the library lies inside the range of the WAL-reset bug."""
    return (version or sqlite3.sqlite_version_info) < WAL_RESET_FIXED


def prepare(engine: Engine) -> None:
    """Open every connection in WAL with ``synchronous=FULL``, and begin transactions ourselves."""
    sa.event.listen(engine, "connect", _configure)
    sa.event.listen(engine, "begin", _begin_ours)


def immediate(engine: Engine) -> Engine:
    """Make a host's SQLite engine take the write lock when a transaction begins; return it.

    A host calls this on its own engine before it uses ``join``: a deferred transaction that writes
    late fails at once when somebody else has written, whatever the busy timeout says. A connection
    with ``execution_options(onrecord_write=False)`` begins deferred and only reads.
    """
    if not is_prepared(engine):
        sa.event.listen(engine, "connect", _own_begin)
        sa.event.listen(engine, "begin", _begin_host)
    return engine


def is_prepared(engine: Engine) -> bool:
    """Say whether ``immediate`` was called on this engine."""
    return sa.event.contains(engine, "begin", _begin_host)


def _own_begin(raw: Any, _record: Any) -> None:
    raw.isolation_level = None
    raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()


def _configure(raw: Any, _record: Any) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_ours(connection: Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_host(connection: Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class FileLock:
    """An inter-process lock beside the database file; re-entrant per thread."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened at the first use, so that a fork opens its own."""
        self._path = path
        self._thread = threading.RLock()
        self._handle: tuple[int, int] | None = None
        self._depth = 0

    def __enter__(self) -> None:
        """Wait for the lock."""
        self._thread.acquire()
        self._depth += 1
        if self._depth == 1:
            fcntl.flock(self._file(), fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        """Release the lock."""
        self._depth -= 1
        if self._depth == 0:
            fcntl.flock(self._file(), fcntl.LOCK_UN)
        self._thread.release()

    def _file(self) -> int:
        pid = os.getpid()
        if self._handle is None or self._handle[0] != pid:
            self._handle = (pid, os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._handle[1]


_locks: dict[str, FileLock] = {}


def lock_for(engine: Engine) -> FileLock:
    """Return the lock of an engine's file: one per file in this process."""
    name = str(Path(engine.url.database or "").resolve())
    return _locks.setdefault(name, FileLock(Path(name + "-onrecord-lock")))


@contextmanager
def exclusive(engine: Engine) -> Iterator[None]:
    """Hold the file lock round a writing transaction where the library needs the safe mode."""
    if engine.dialect.name != "sqlite" or not needs_safe_mode():
        yield
        return
    with lock_for(engine):
        yield
