"""SQLite as we need it: WAL, FULL, BEGIN IMMEDIATE, and a safe mode for old libraries."""

import logging
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

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


AnyEngine = TypeVar("AnyEngine")


def immediate(engine: AnyEngine) -> AnyEngine:
    """Make a host's SQLite engine take the write lock when a transaction begins; return it.

    A host calls this on its own ``Engine`` or ``AsyncEngine`` before the first connection, and
    before it uses ``join``: a deferred transaction that writes late fails at once when somebody else
    has written, whatever the busy timeout says. A connection with
    ``execution_options(onrecord_write=False)`` begins deferred and only reads.
    """
    plain: Any = getattr(engine, "sync_engine", engine)
    if plain.dialect.name == "sqlite" and not is_prepared(plain):
        sa.event.listen(plain, "connect", _own_begin)
        sa.event.listen(plain, "begin", _begin_host)
    return engine


def is_prepared(engine: Engine) -> bool:
    """Say whether ``immediate`` was called on this engine."""
    return sa.event.contains(engine, "begin", _begin_host)


def _own_begin(raw: Any, _record: Any) -> None:
    raw.isolation_level = None
    raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()
    _keep_the_log(raw)


def _configure(raw: Any, _record: Any) -> None:
    raw.isolation_level = None
    raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()
    _use_wal(raw)
    raw.execute("PRAGMA synchronous=FULL").close()
    raw.execute("PRAGMA foreign_keys=ON").close()
    _keep_the_log(raw)


def _use_wal(raw: Any) -> None:
    """Switch to WAL; the switch does not wait for others by itself as a transaction would."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _keep_the_log(raw: Any) -> None:
    if needs_safe_mode():
        raw.execute("PRAGMA wal_autocheckpoint=0").close()
        raw.execute(f"PRAGMA journal_size_limit={WAL_LIMIT // 2}").close()


def _begin_ours(connection: Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_host(connection: Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def wait_for(connection: Connection, seconds: int) -> None:
    """Let this connection wait longer than usual for the write lock."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA busy_timeout={seconds * 1000}").close()


# -- the safe mode -----------------------------------------------------------------------------

#: A write-ahead log of this size is copied into the database; SQLite does so at about as much.
WAL_LIMIT: Final = 4 * 1024 * 1024
_PAUSE_SECONDS: Final = 0.25
_tidied: dict[str, float] = {}


def tidy(engine: Engine) -> None:
    """Copy a long write-ahead log into the database, where SQLite may not do so by itself.

    The bug needs a checkpoint that runs while somebody commits. Here one connection holds the only
    write lock and writes nothing while another makes the checkpoint, so nobody commits meanwhile;
    and nobody makes one elsewhere. Call it between transactions. Failing to is never an error.
    """
    path = engine.url.database or ""
    if not needs_safe_mode() or not _is_due(path):
        return
    try:
        with closing(_connect(path)) as holder, closing(_connect(path)) as other:
            holder.execute("BEGIN IMMEDIATE").close()
            other.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    except sqlite3.Error as error:
        logger.info("the write-ahead log is copied later: %s", error)


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0.1, isolation_level=None)


def _is_due(path: str) -> bool:
    now = time.monotonic()
    if now - _tidied.get(path, 0) < _PAUSE_SECONDS:
        return False
    with suppress(OSError):
        if Path(path + "-wal").stat().st_size > WAL_LIMIT:
            _tidied[path] = now
            return True
    return False
