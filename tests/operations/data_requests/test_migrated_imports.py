"""What migrations read of the record for imports, a database reads by itself as well: as SQL that was written down."""

import importlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.engine import Connection

from onrecord_server.imports.rows import import_places
from onrecord_server.messages.rows import held
from tests.operations.data_requests.imported import ALICE, BOB, MONTH, Desk
from tests.operations.data_requests.test_imported_files import desk
from tests.operations.judging.conftest import IBAN


__all__ = ["desk"]


VERSIONS = "onrecord_server.migrations.versions"


@pytest.fixture
def brought(desk: Desk) -> Desk:
    """An office with three chats of a file, of one of which everything was kept back."""
    desk.adopt(MONTH, looks=True)
    desk.bring(ALICE, BOB, ("bob", "else", "free"), ("Al", "quiet", f"mine is {IBAN}"))
    return desk


def _written(connection: Connection, step: str) -> Iterator[str]:
    """Yield the statements of a revision that fill something in, as they are written down."""
    text = io.StringIO()
    context = MigrationContext.configure(
        dialect_name=connection.dialect.name,
        opts={"as_sql": True, "literal_binds": True, "output_buffer": text},
    )
    with Operations.context(context):
        importlib.import_module(f"{VERSIONS}.{step}").upgrade()
    for one in text.getvalue().split(";"):
        if one.strip().startswith(("INSERT", "UPDATE onrecord_held")):
            yield one


def _refilled(desk: Desk, table: sa.Table, empty: Any, step: str) -> tuple[list[Any], list[Any]]:
    """Return the rows of a table before it was emptied, and after a revision has filled it in.

    Then it is as it was.
    """
    query = sa.select(table).order_by(*table.primary_key.columns)
    with desk.office.house.room.engines.prepared("acme").write() as connection:
        before, aside = list(connection.execute(query).all()), connection.begin_nested()
        connection.execute(empty)
        assert list(connection.execute(query).all()) != before
        for statement in _written(connection, step):
            connection.exec_driver_sql(statement)
        after = list(connection.execute(query).all())
        aside.rollback()
    return before, after


def test_which_import_brought_what_is_one_statement(brought: Desk) -> None:
    emptied = sa.delete(import_places)
    before, after = _refilled(brought, import_places, emptied, "onrecord_0053_sources")
    assert len(before) == 3
    assert after == before


def test_when_was_said_what_was_kept_back_is_one_statement_on_postgresql(brought: Desk) -> None:
    emptied = sa.update(held).values(said_at=None)
    before, after = _refilled(brought, held, emptied, "onrecord_0049_held_said_at")
    assert any(row.said_at for row in before)
    if brought.office.house.room.engines.prepared("acme").dialect == "postgresql":
        assert after == before
    else:
        assert not any(row.said_at for row in after), "so the guide on upgrading says"
