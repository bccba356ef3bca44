"""Databases with our tables and no row in them: one is migrated, the others are copies of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.migrate import migrate
from tests.support.postgres import Postgres


def migrated(url: str) -> None:
    """Bring an empty database up to date, and leave no connection to it."""
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.dispose()


def migrated_file(file: Path) -> Path:
    """Make the SQLite file that others are copied from; nothing of it is left in a log beside it."""
    migrated(f"sqlite:///{file}")
    assert not file.with_name(f"{file.name}-wal").exists()
    return file


def copied_file(original: Path, copy: Path) -> str:
    """Return the URL of a copy."""
    shutil.copyfile(original, copy)
    return f"sqlite:///{copy}"


@contextmanager
def migrated_template(server: Postgres) -> Iterator[str]:
    """Give the name of the PostgreSQL database that others are cloned from."""
    with server.database() as url:
        migrated(url)
        yield str(sa.make_url(url).database)
