"""Whole sets in one statement, on every database: rows in, and keys to look up."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


if TYPE_CHECKING:
    from onrecord_server.core.unit import Unit


Row = Mapping[str, Any]

_PG_TYPES = {sa.Text: "text", sa.String: "text", sa.BigInteger: "bigint", sa.Integer: "integer"}


def _pg_type(column: sa.Column[Any]) -> str:
    for kind, name in _PG_TYPES.items():
        if isinstance(column.type, kind):
            return name
    return "bytea" if isinstance(column.type, sa.LargeBinary) else "boolean"


def _quoted(names: tuple[str, ...]) -> str:
    """Return names for a statement: some of ours are words of SQL, such as ``case`` and ``grant``."""
    return ", ".join(f'"{name}"' for name in names)


@cache
def _unnest(table: sa.Table, names: tuple[str, ...], schema: str | None) -> sa.TextClause:
    arrays = ", ".join(f"CAST(:{n} AS {_pg_type(table.c[n])}[])" for n in names)
    target = f'"{schema}".{table.name}' if schema else table.name
    return sa.text(f"INSERT INTO {target} ({_quoted(names)}) SELECT * FROM unnest({arrays})")  # noqa: S608 - names are ours


@cache
def _values(table: sa.Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({_quoted(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names are ours


def insert(
    connection: Connection, table: sa.Table, rows: Sequence[Row], schema: str | None = None
) -> None:
    """Insert rows of one shape: one statement on PostgreSQL, one prepared statement elsewhere."""
    names = tuple(rows[0])
    if connection.dialect.name == "sqlite":
        take = itemgetter(*names)
        connection.exec_driver_sql(_values(table, names), [take(row) for row in rows])
    elif connection.dialect.name == "postgresql" and len(rows) > 1:
        columns = {name: [row[name] for row in rows] for name in names}
        connection.execute(_unnest(table, names, schema), columns)
    else:
        options = {"schema_translate_map": {None: schema}} if schema else {}
        connection.execute(sa.insert(table), list(rows), execution_options=options)


def insert_missing(
    connection: Connection, table: sa.Table, rows: Sequence[Row], schema: str | None = None
) -> None:
    """Insert rows of one shape; those whose key is there already stay as they are."""
    if not rows:
        return
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    options = {"schema_translate_map": {None: schema}} if schema else {}
    statement = kind.insert(table).on_conflict_do_nothing()
    connection.execute(statement, list(rows), execution_options=options)


def upsert(unit: "Unit", table: sa.Table, rows: Sequence[Row], changed: Sequence[str]) -> None:
    """Insert rows, or change these columns of those whose keys are there already."""
    if rows:
        statement = _upsert(unit.connection.dialect.name, table, tuple(rows[0]), tuple(changed))
        unit.execute(statement, list(rows))


@cache
def _upsert(
    dialect: str, table: sa.Table, names: tuple[str, ...], changed: tuple[str, ...]
) -> sa.Executable:
    insert_into = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert_into(table).values({name: sa.bindparam(name) for name in names})
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in changed},
    )


def chunks(items: Sequence[Any], size: int = 200) -> Iterator[Sequence[Any]]:
    """Cut a sequence into pieces that fit the databases' parameter limits."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
