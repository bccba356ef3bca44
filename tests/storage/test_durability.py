"""What a database promises is printed, and one that may forget is refused with the reason."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Unavailable, UsageError
from onrecord_server.core import durability, sqlite
from onrecord_server.core.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def forgetful(database: Database) -> Database:
    """A database that answers before a commit is on the disk."""
    weaken = {
        "sqlite": "PRAGMA synchronous=OFF",
        "postgresql": "SET synchronous_commit = off",
    }[database.dialect]

    def on_connect(raw: Any, _record: Any) -> None:
        raw.execute(weaken).close()
        if database.dialect == "postgresql":
            raw.commit()

    sa.event.listen(database.engine, "connect", on_connect)
    return database


def test_a_sound_database_is_named_in_one_line(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "onrecord.storage"):
        found = durability.check(database)
    assert found.unsafe == ()
    line = caplog.messages[0]
    expected = {
        "sqlite": ("SQLite", "journal_mode=wal", "synchronous=FULL"),
        "postgresql": ("PostgreSQL", "fsync=on", "full_page_writes=on", "synchronous_commit=on"),
    }
    assert all(part in line for part in expected[database.dialect])


def test_the_line_is_printed_where_nobody_reads_the_log(
    database: Database, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "onrecord.storage"):
        durability.check(database)
    printed = capsys.readouterr()
    assert printed.err.startswith(("onrecord: SQLite", "onrecord: PostgreSQL"))
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_database_that_may_forget_is_refused_with_the_reason(forgetful: Database) -> None:
    with pytest.raises(UsageError, match=r"synchronous.*crash may forget"):
        durability.check(forgetful)


def test_a_host_may_allow_it_and_is_warned_at_every_start(
    forgetful: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        caplog.clear()
        durability.check(forgetful, allow_unsafe=True)
        warnings = [r.message for r in caplog.records if r.levelno == logging.WARNING]
        assert any("allow_unsafe_durability" in text for text in warnings)


def test_an_old_sqlite_is_named_with_its_bug(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(sqlite_url)
    durability.name_bug.cache_clear()
    for old in (True, False):
        caplog.clear()
        monkeypatch.setattr(sqlite, "needs_safe_mode", lambda _=None, old=old: old)
        for _ in range(2):
            durability.check(database)
        assert sum("WAL-reset bug" in text for text in caplog.messages) == old
    database.dispose()


def _read_while_cut_off(opened: Database, cutting: Database) -> None:
    with opened.read() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with cutting.engine.begin() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")
        connection.execution_options(yield_per=10).execute(sa.text("SELECT 1"))


@pytest.mark.postgres
def test_a_connection_that_is_cut_off_in_a_long_reading_leaves_nothing_open(
    postgres_url: str,
) -> None:
    """Otherwise the collector finds the cursor later, and says so somewhere else."""
    opened, cutting = Database(postgres_url), Database(postgres_url)
    cursors: list[Any] = []
    sa.event.listen(
        opened.engine, "before_cursor_execute", lambda _c, cursor, *_: cursors.append(cursor)
    )
    with pytest.raises(Unavailable):
        _read_while_cut_off(opened, cutting)
    assert cursors[-1].closed
    for database in (opened, cutting):
        database.dispose()
