"""SQLite before 3.51.3 may corrupt a file when a checkpoint meets a commit: ours never meet."""

import multiprocessing
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typing_extensions import override

from onrecord_server.core import sqlite
from onrecord_server.core.database import Database


SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(autouse=True)
def old_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here runs as with an old library, whichever this machine has."""
    monkeypatch.setattr(sqlite, "needs_safe_mode", lambda _=None: True)


def _log_size(database: Database) -> int:
    return Path(f"{database.url.database}-wal").stat().st_size


def _fill(database: Database, times: int) -> None:
    for _ in range(times):
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO heap VALUES (randomblob(500000))")


@pytest.fixture
def database(sqlite_url: str) -> Any:
    opened = Database(sqlite_url)
    with opened.write() as connection:
        connection.exec_driver_sql("CREATE TABLE heap (bytes BLOB)")
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    ("version", "needed"),
    [
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_the_range_of_the_bug_ends_with_its_repair(
    version: tuple[int, ...], needed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert sqlite.needs_safe_mode(version) is needed


def test_no_connection_checkpoints_by_itself(database: Database, sqlite_url: str) -> None:
    host = sqlite.immediate(sa.create_engine(sqlite_url))
    for engine in (database.engine, host):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 0
    host.dispose()


def test_the_log_is_copied_while_we_hold_the_only_write_lock(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every checkpoint is tried by somebody who wants to write: they cannot."""
    locked: list[bool] = []

    class Watched(sqlite3.Connection):
        @override
        def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
            if "wal_checkpoint" in statement:
                locked.append(_is_locked(database))
            return super().execute(statement, *parameters)

    def connect(path: str) -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=0, isolation_level=None, factory=Watched)

    monkeypatch.setattr(sqlite, "_connect", connect)
    _fill(database, 12)
    assert locked
    assert all(locked)


def _is_locked(database: Database) -> bool:
    with closing(sqlite3.connect(str(database.url.database), timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def test_the_log_stays_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PAUSE_SECONDS", 0)
    largest = 0
    for _ in range(40):
        _fill(database, 1)
        largest = max(largest, _log_size(database))
    assert largest < 2 * sqlite.WAL_LIMIT


def test_a_reader_that_holds_the_log_back_hurts_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PAUSE_SECONDS", 0)
    with database.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM heap").scalar() == 0
        _fill(database, 15)
        assert reading.exec_driver_sql("SELECT count(*) FROM heap").scalar() == 0
    _fill(database, 10)
    with database.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM heap").scalar() == 25


def _hammer(url: str, rounds: int) -> None:
    database = Database(url)
    threads = [threading.Thread(target=_fill, args=(database, rounds)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.dispose()


def test_a_file_that_three_processes_hammered_is_whole(sqlite_url: str, database: Database) -> None:
    processes = [SPAWN.Process(target=_hammer, args=(sqlite_url, 15)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM heap").scalar() == 135
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
