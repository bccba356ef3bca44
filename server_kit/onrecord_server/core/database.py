"""One database: its engine, how a transaction begins there, and how durable it is."""

import os
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url

from onrecord.errors import UsageError
from onrecord_server.core import sqlite
from onrecord_server.core.errors import translated


WRITE: Final = {"onrecord_write": True}
READERS: Final = 8
#: How long to wait for a connection before saying that all are in use.
POOL_SECONDS: Final = 2.5


#: A child process must not speak on its parent's connections.
_ours: Final[weakref.WeakSet["Database"]] = weakref.WeakSet()


def _after_fork() -> None:
    for database in list(_ours):
        database.engine.dispose(close=False)


os.register_at_fork(after_in_child=_after_fork)


class Database:
    """An engine with our way to begin: ``BEGIN IMMEDIATE`` for writers on SQLite.

    Given a URL, the engine is ours. Given a host's engine, PostgreSQL shares its pool; on SQLite a
    second engine is opened on the same file, so that the host's own connections stay as they are.
    """

    def __init__(self, source: str | URL | Engine, schema: str | None = None) -> None:
        """Prepare without connecting. Raises ``UsageError`` for a database that cannot be used."""
        self.schema = schema
        self.shared = isinstance(source, Engine) and source.dialect.name != "sqlite"
        self.engine = source if isinstance(source, Engine) and self.shared else _open(source)
        self.dialect = self.engine.dialect.name
        if schema and self.dialect == "sqlite":
            raise UsageError("SQLite has no schemas: leave the schema out, or use PostgreSQL")
        if not self.shared:
            _ours.add(self)
        self.options: Mapping[str, Any] = {"schema_translate_map": {None: schema}} if schema else {}
        self._writing: set[object] = set()

    @property
    def url(self) -> URL:
        """Return where the database is."""
        return self.engine.url

    @property
    def busy(self) -> bool:
        """Say whether somebody writes here, in this process, right now."""
        return bool(self._writing)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a writing transaction; commit at the end, roll back on errors."""
        if self.dialect == "sqlite":
            sqlite.tidy(self.engine)
        self._writing.add(turn := object())
        try:
            with translated(), self.engine.connect() as plain:
                connection = plain.execution_options(**WRITE, **self._isolation())
                with connection.begin():
                    yield connection
        finally:
            self._writing.discard(turn)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection on one snapshot; it goes back to the pool before the answer goes out."""
        level = {} if self.dialect == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with translated(), self.engine.connect() as plain:
            connection = plain.execution_options(**level)
            with connection.begin():
                yield connection

    def _isolation(self) -> dict[str, Any]:
        return {} if self.dialect == "sqlite" else {"isolation_level": "READ COMMITTED"}

    def dispose(self) -> None:
        """Close our connections, one in use when it comes back; a shared engine stays the host's."""
        if not self.shared:
            pool = self.engine.pool
            self.engine.dispose()
            sa.event.listen(pool, "checkin", _close_late)
            pool.dispose()  # what came back before it was listened for


def leave_room(connection: Connection) -> None:
    """Let what reads long in this transaction take one processor of the database's, not all of them."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL max_parallel_workers_per_gather = 0")


def _close_late(_: Any, record: sa.pool.ConnectionPoolEntry) -> None:
    record.close()


def _open(source: str | URL | Engine) -> Engine:
    url = source.url if isinstance(source, Engine) else make_url(source)
    name = url.get_backend_name()
    if name == "sqlite":
        return _open_sqlite(url)
    if name == "postgresql":
        driver = url if "+" in url.drivername else url.set(drivername="postgresql+psycopg")
        return _open_postgres(driver)
    raise UsageError(f"{name} is not supported: give an SQLite file or a PostgreSQL URL")


def _open_postgres(url: URL) -> Engine:
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=4,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=False,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=30000"},
    )
    sa.event.listen(engine, "handle_error", _close_cut_off)
    return engine


def _close_cut_off(context: ExceptionContext) -> None:
    """Close the cursor of a connection that is gone: SQLAlchemy leaves it to the collector."""
    cursor = getattr(context.execution_context, "cursor", None)
    if context.is_disconnect and cursor is not None:
        with suppress(Exception):  # it may be as gone as its connection
            cursor.close()


def _open_sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:") or "mode=memory" in str(url):
        raise UsageError("an in-memory SQLite forgets its record: give a file, sqlite:///chat.db")
    engine = sa.create_engine(
        url.set(drivername="sqlite+pysqlite"),
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=4,
        pool_timeout=POOL_SECONDS,
        connect_args={"check_same_thread": False},
    )
    sqlite.prepare(engine)
    return engine
