"""Whether a host's session can be joined: the right database, and transactions that we can trust."""

import weakref
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import UnboundExecutionError
from sqlalchemy.orm import Session, scoped_session

from onrecord.errors import UsageError
from onrecord_server.core import sqlite
from onrecord_server.core.database import Database
from onrecord_server.core.loop import refuse_in_loop


_ASYNC: Final = "await session.run_sync(lambda session: …) with an AsyncSession, and join in there"
#: Where a server says which one it is: the name of the database, and when the server started.
_WHICH: Final = "SELECT current_database(), pg_postmaster_start_time()"
_known: Final[weakref.WeakKeyDictionary[Engine, weakref.WeakSet[Database]]] = (
    weakref.WeakKeyDictionary()
)


def plain(session: Any) -> Session:
    """Return the blocking session behind what the host gave. Raises ``UsageError``."""
    if hasattr(session, "sync_session"):
        raise UsageError(f"join takes the blocking session; write: {_ASYNC}")
    found = session() if isinstance(session, scoped_session) else session
    if not isinstance(found, Session):
        raise UsageError("join takes an SQLAlchemy Session")
    if found.twophase:
        raise UsageError("join cannot be part of a two-phase commit")
    return found


def connection_of(session: Session) -> Connection:
    """Return the session's connection, inside its transaction. Raises ``UsageError``."""
    try:
        bind = session.get_bind()
    except UnboundExecutionError as error:
        raise UsageError("bind the session to the tenant's database") from error
    if not bind.dialect.is_async:
        refuse_in_loop("with chat.join(…)", _ASYNC)
    return session.connection()


def check(connection: Connection, database: Database) -> None:
    """Refuse a connection whose transaction cannot hold the record. Raises ``UsageError``."""
    if connection.dialect.name != database.dialect:
        raise _other_database()
    if database.dialect == "sqlite":
        _check_sqlite(connection, database)
    else:
        _check_postgresql(connection, database)


def _other_database() -> UsageError:
    return UsageError("this session is bound to another database than the tenant's")


def _check_sqlite(connection: Connection, database: Database) -> None:
    files = connection.exec_driver_sql("PRAGMA database_list").all()
    main = next(str(row[2]) for row in files if row[1] == "main")
    ours = Path(str(database.url.database))
    if not main or not ours.exists() or not ours.samefile(main):
        raise _other_database()
    deferred = connection.get_execution_options().get("onrecord_write") is False
    if deferred or not sqlite.is_prepared(connection.engine):
        raise UsageError(
            "on SQLite a joined transaction must hold the write lock from its beginning: "
            "write onrecord_server.immediate(engine) where you make the engine"
        )


def _check_postgresql(connection: Connection, database: Database) -> None:
    level = connection.get_execution_options().get("isolation_level")
    if level == "AUTOCOMMIT" or _is_autocommit(connection):
        raise UsageError("join needs a transaction: this connection is set to AUTOCOMMIT")
    engine = connection.engine
    if engine is database.engine or database in _known.get(engine, ()):
        return
    with database.engine.connect() as ours:
        expected = tuple(ours.exec_driver_sql(_WHICH).one())
    if tuple(connection.exec_driver_sql(_WHICH).one()) != expected:
        raise _other_database()
    _known.setdefault(engine, weakref.WeakSet()).add(database)


def _is_autocommit(connection: Connection) -> bool:
    return bool(getattr(connection.connection.dbapi_connection, "autocommit", False))
