"""Bring a database up to date: one process does it, the others wait; the host's tables stay apart."""

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from onrecord.errors import Unavailable, UsageError
from onrecord_server.alembic import VERSION_TABLE
from onrecord_server.core import sqlite
from onrecord_server.core.database import WRITE, Database
from onrecord_server.core.errors import is_retryable


logger = logging.getLogger("onrecord.storage")

#: How long a process waits for another one that migrates the same database.
WAIT_SECONDS: Final = 60
_SCRIPTS: Final = Path(__file__).with_name("migrations")


@cache
def head() -> str:
    """Return the revision that this version of onrecord works with."""
    return str(_scripts().get_current_head())


def current(database: Database) -> str | None:
    """Return the revision that a database is at; ``None`` where nothing was migrated yet."""
    with database.read() as connection:
        return _revision(connection, database)


def is_current(database: Database) -> bool:
    """Say whether a database is at the revision that this version works with."""
    return current(database) == head()


def migrate(database: Database, *, wait: int = WAIT_SECONDS) -> str:
    """Bring a database to this version's revision and return it.

    Everything happens in one transaction under a lock, so that a killed migration leaves nothing
    and several processes that start together migrate once. Raises ``Unavailable`` when another
    process holds the lock for more than ``wait`` seconds, and ``UsageError`` for a database that a newer
    onrecord has migrated.
    """
    with _alone(database, wait) as connection:
        before = _revision(connection, database)
        _refuse_newer(before)
        if before != head():
            _make_schema(connection, database.schema)
            command.upgrade(_config(database, connection=connection), "head")
            logger.info("migrated %s from %s to %s", _name(database), before or "nothing", head())
    return head()


def sql(database: Database) -> str:
    """Return the migration from nothing to this version as SQL, without connecting."""
    written = io.StringIO()
    command.upgrade(_config(database, output=written), "head", sql=True)
    return written.getvalue()


def ensure_current(database: Database, *, auto: bool = True, wait: int = WAIT_SECONDS) -> None:
    """Make sure that a database fits this version, and migrate it where ``auto`` allows that.

    Raises ``UsageError`` that names the command to run.
    """
    found = current(database)
    _refuse_newer(found)
    if found == head():
        return
    if not auto:
        raise UsageError(
            f"the tables in {_name(database)} are at {found or 'nothing'}, not at {head()}: "
            f"run `onrecord migrate --database {_name(database)}`"
        )
    migrate(database, wait=wait)


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in _known():
        raise UsageError(f"a newer onrecord has migrated this database to {revision}: upgrade")


def _name(database: Database) -> str:
    return database.url.render_as_string(hide_password=True)


def _revision(connection: Connection, database: Database) -> str | None:
    options = {"version_table": VERSION_TABLE, "version_table_schema": database.schema}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_SCRIPTS))


def _config(
    database: Database, *, connection: Connection | None = None, output: Any = None
) -> Config:
    config = Config() if output is None else Config(output_buffer=output)
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes.update(
        connection=connection, schema=database.schema, dialect=database.dialect
    )
    return config


def _make_schema(connection: Connection, schema: str | None) -> None:
    if schema and schema not in sa.inspect(connection).get_schema_names():
        connection.execute(sa.schema.CreateSchema(schema))


@contextmanager
def _alone(database: Database, wait: int) -> Iterator[Connection]:
    try:
        with database.engine.connect() as plain:
            alone = _alone_on_sqlite if database.dialect == "sqlite" else _alone_on_postgresql
            with alone(plain, database, wait) as connection:
                yield connection
    except exc.OperationalError as error:
        if "locked" in str(error) or is_retryable(error):
            raise Unavailable("Another process is migrating.", retry_after=5) from error
        raise


@contextmanager
def _alone_on_sqlite(plain: Connection, _: Database, wait: int) -> Iterator[Connection]:
    plain.detach()
    sqlite.wait_for(plain, wait)
    connection = plain.execution_options(**WRITE)
    with connection.begin():
        yield connection


@contextmanager
def _alone_on_postgresql(plain: Connection, database: Database, wait: int) -> Iterator[Connection]:
    connection = plain.execution_options(isolation_level="READ COMMITTED")
    digest = hashlib.blake2b(f"onrecord migrate {database.schema}".encode(), digest_size=7)
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait}s'")
        lock = sa.func.pg_advisory_xact_lock(int.from_bytes(digest.digest()))
        connection.execute(sa.select(lock))
        yield connection
