"""How durable a database is: printed at the start, and refused where it may forget."""

import logging
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core import sqlite
from onrecord_server.core.database import Database


logger = logging.getLogger("onrecord.storage")

_SYNCHRONOUS: Final = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
#: With these journals and ``synchronous=FULL`` a commit that returned is on the disk.
_JOURNALS: Final = {"wal", "delete", "truncate", "persist"}
_POSTGRESQL: Final = {
    "fsync": "a crash of the machine may destroy the whole database",
    "full_page_writes": "a crash of the machine may tear pages, and what is on them is lost",
    "synchronous_commit": "a crash may forget messages whose senders were told that they are saved",
}


@dataclass(frozen=True, slots=True)
class Durability:
    """What a database promises: its settings, and why any of them is not enough."""

    database: str
    settings: Mapping[str, str]
    unsafe: tuple[str, ...] = ()

    @override
    def __str__(self) -> str:
        """Give one line for the log."""
        return f"{self.database}: " + " ".join(f"{k}={v}" for k, v in self.settings.items())


def report(database: Database) -> Durability:
    """Ask a database how durable it is."""
    with database.read() as connection:
        ask = _sqlite if database.dialect == "sqlite" else _postgresql
        return ask(connection)


def check(database: Database, *, allow_unsafe: bool = False, printed: bool = True) -> Durability:
    """Say how durable a database is, and refuse one that may forget what it has confirmed.

    It goes to the log; where no handler takes it at ``INFO`` it is ``printed`` too. Raises ``UsageError`` with the reasons, unless the host said ``allow_unsafe_durability=True``;
    then it warns.
    """
    found = report(database)
    _say(found, printed=printed)
    if found.unsafe and not allow_unsafe:
        raise UsageError(
            f"{found.database} may forget what it has confirmed: {'; '.join(found.unsafe)}. "
            "Change that, or say allow_unsafe_durability=True."
        )
    for reason in found.unsafe:
        logger.warning("unsafe, and allowed by allow_unsafe_durability: %s", reason)
    if database.dialect == "sqlite" and sqlite.needs_safe_mode():
        name_bug()
    return found


@cache
def name_bug() -> None:
    """Warn of the library's bug, once for all the databases of a process."""
    logger.warning(
        "SQLite %s has the WAL-reset bug: the safe mode is on (3.51.3 repairs it)",
        sqlite3.sqlite_version,
    )


def _say(found: Durability, *, printed: bool) -> None:
    """Print it where nobody reads our log at INFO; the host's logging stays as it is."""
    logger.info("%s", found)
    taken = logger.isEnabledFor(logging.INFO) and logger.hasHandlers()
    if printed and not taken and sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"onrecord: {found}\n")


def _sqlite(connection: Connection) -> Durability:
    journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
    level = int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
    mode = "on" if sqlite.needs_safe_mode() else "not needed"
    settings = {
        "journal_mode": journal,
        "synchronous": _SYNCHRONOUS.get(level, str(level)),
        "safe_mode": mode,
    }
    unsafe = []
    if journal not in _JOURNALS:
        unsafe.append(f"journal_mode={journal}: a crash may destroy the database")
    if level < 2:
        unsafe.append(f"synchronous={level}: a crash may forget the newest messages")
    return Durability(f"SQLite {sqlite3.sqlite_version}", settings, tuple(unsafe))


def _postgresql(connection: Connection) -> Durability:
    names = [*_POSTGRESQL, "server_version"]
    query = sa.text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
    found = {row.name: str(row.setting) for row in connection.execute(query, {"names": names})}
    version = found.pop("server_version", "").split(" ")[0]
    settings = {name: found[name] for name in _POSTGRESQL if name in found}
    unsafe = [f"{n}=off: {_POSTGRESQL[n]}" for n, value in settings.items() if value == "off"]
    return Durability(f"PostgreSQL {version}", settings, tuple(unsafe))
