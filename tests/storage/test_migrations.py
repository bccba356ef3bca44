"""A database is brought up to date once, wholly or not at all, whoever else is starting."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Unavailable, UsageError
from onrecord_server import migrate
from onrecord_server.core import sqlite
from onrecord_server.core.database import WRITE, Database
from tests.support.soon import PATIENCE


SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    opened = Database(empty_url)
    yield opened
    opened.dispose()


def _tables(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
    return [name for name in names if name.startswith("onrecord_")]


def test_an_empty_database_is_at_nothing_and_gets_all_tables(database: Database) -> None:
    assert migrate.current(database) is None
    assert migrate.migrate(database) == migrate.head() == migrate.current(database)
    assert "onrecord_entries" in _tables(database)


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate.migrate(database)
    before = _tables(database)
    assert migrate.migrate(database) == migrate.head()
    assert _tables(database) == before


def test_without_auto_migrate_the_refusal_names_the_command(database: Database) -> None:
    with pytest.raises(UsageError, match="run `onrecord migrate --database"):
        migrate.ensure_current(database, auto=False)
    migrate.ensure_current(database)
    migrate.ensure_current(database, auto=False)


def test_a_database_of_a_newer_onrecord_is_refused(database: Database) -> None:
    migrate.migrate(database)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE onrecord_alembic_version SET version_num = 'later'"))
    with pytest.raises(UsageError, match="newer onrecord"):
        migrate.ensure_current(database)
    with pytest.raises(UsageError, match="newer onrecord"):
        migrate.migrate(database)


def test_the_sql_for_a_database_administrator_needs_no_connection(database: Database) -> None:
    written = migrate.sql(database)
    assert "CREATE TABLE onrecord_entries" in written
    assert "CREATE TRIGGER" in written
    assert _tables(database) == []


class _Fault(Exception):
    pass


def _runs_through(database: Database, number: int) -> bool:
    seen = iter(range(1, 10_000))

    def count(*_: Any) -> None:
        if next(seen) == number:
            raise _Fault

    sa.event.listen(database.engine, "before_cursor_execute", count)
    try:
        migrate.migrate(database)
    except _Fault:
        return False
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", count)
    return True


def _seen_at_each_statement(database: Database, outside: Database) -> list[list[str]]:
    seen: list[list[str]] = []

    def look(*_: Any) -> None:
        seen.append(_tables(outside))

    sa.event.listen(database.engine, "before_cursor_execute", look)
    migrate.migrate(database)
    sa.event.remove(database.engine, "before_cursor_execute", look)
    return seen


def test_a_migration_that_fails_at_any_statement_leaves_nothing(
    empty_url: str, database: Database
) -> None:
    """Some are let fail; and at no statement does anybody else see what the ones before it made."""
    for number in (1, 2, 3, *range(20, 220, 60)):
        assert not _runs_through(database, number)
        assert _tables(database) == [], number
    outside = Database(empty_url)
    seen = _seen_at_each_statement(database, outside)
    assert len(seen) > 200
    assert not any(seen)
    assert _tables(outside)
    assert migrate.is_current(database)
    outside.dispose()


def _kill_at(url: str, number: int) -> None:
    database = Database(url)
    seen = iter(range(1, 10_000))

    def count(*_: Any) -> None:
        if next(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(database.engine, "before_cursor_execute", count)
    migrate.migrate(database)


def test_a_killed_migration_leaves_nothing_and_runs_again(
    empty_url: str, database: Database
) -> None:
    for number in (5, 12, 25):
        process = SPAWN.Process(target=_kill_at, args=(empty_url, number))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert _tables(database) == []
    migrate.migrate(database)


def _start(url: str, barrier: Any, results: Any) -> None:
    applied: list[int] = []
    database = Database(url)
    sa.event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_: (
            applied.append(1) if "onrecord_heads (" in statement else None
        ),
    )
    barrier.wait()
    try:
        migrate.ensure_current(database)
        results.put((len(applied), migrate.is_current(database)))
    except BaseException as error:
        results.put((repr(error), False))


def test_five_processes_that_start_together_migrate_once(empty_url: str) -> None:
    barrier, results = SPAWN.Barrier(5), SPAWN.Queue()
    processes = [SPAWN.Process(target=_start, args=(empty_url, barrier, results)) for _ in range(5)]
    for process in processes:
        process.start()
    answers = [results.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(answers) == [(0, True)] * 4 + [(1, True)]


def test_who_waits_too_long_for_another_migration_is_told(database: Database) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with migrate._alone(database, 1):
            held.set()
            done.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(PATIENCE)
    try:
        with pytest.raises(Unavailable, match="Another process is migrating"):
            migrate.migrate(database, wait=1)
    finally:
        done.set()
        thread.join()


def test_opening_a_new_file_waits_for_whoever_is_writing_to_it(sqlite_url: str) -> None:
    """The switch to WAL does not wait by itself; a worker that starts meanwhile must not fail."""
    path = sa.make_url(sqlite_url).database
    plain = sa.create_engine(f"sqlite:///{path}")
    sqlite.immediate(plain)
    with plain.connect() as connection:
        writing = connection.execution_options(**WRITE)
        begun = writing.begin()
        writing.exec_driver_sql("CREATE TABLE orders (id INTEGER)")
        results: list[Any] = []
        thread = threading.Thread(
            target=lambda: results.append(migrate.migrate(Database(sqlite_url)))
        )
        thread.start()
        thread.join(0.3)
        begun.commit()
        thread.join(PATIENCE)
    plain.dispose()
    assert results == [migrate.head()]
