"""What our revisions share: prefix, schema, and the triggers that keep the record append-only."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op


def schema() -> str | None:
    """Return the schema that our tables go into, where the host named one."""
    found: str | None = op.get_context().opts.get("version_table_schema")
    return found


def create(name: str, key: Sequence[str], *columns: Any) -> None:
    """Create a table keyed by tenant and ``key``; on SQLite its rows lie in the order of the key."""
    op.create_table(
        f"onrecord_{name}",
        sa.Column("tenant", sa.String(63), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("tenant", *key, name=f"pk_onrecord_{name}"),
        schema=schema(),
        sqlite_with_rowid=False,
    )


def unique(name: str, *columns: str) -> sa.UniqueConstraint:
    """Return a unique constraint within a tenant."""
    full = f"uq_onrecord_{name}_tenant_{'_'.join(columns)}"
    return sa.UniqueConstraint("tenant", *columns, name=full)


def index(name: str, suffix: str, columns: Sequence[str], where: str | None = None) -> None:
    """Create an index within a tenant; ``where`` leaves rows out."""
    partial = None if where is None else sa.text(where)
    op.create_index(
        f"ix_onrecord_{name}_{suffix}",
        f"onrecord_{name}",
        ["tenant", *columns],
        schema=schema(),
        sqlite_where=partial,
        postgresql_where=partial,
    )


def add(name: str, column: sa.Column[Any]) -> None:
    """Add a column to a table; it comes last, here and where the table is declared."""
    op.add_column(f"onrecord_{name}", column, schema=schema())


def drop_index(name: str, suffix: str) -> None:
    """Drop an index that another one replaces."""
    op.drop_index(f"ix_onrecord_{name}_{suffix}", f"onrecord_{name}", schema=schema())


def append_only(name: str, key: Sequence[str], allowed: str | None = None) -> None:
    """Let rows of a table in and never out; ``allowed`` is the one update that may pass."""
    if op.get_context().dialect.name == "sqlite":
        _append_only_sqlite(name, key, allowed)
    else:
        _append_only_postgresql(name, allowed)


def _append_only_sqlite(name: str, key: Sequence[str], allowed: str | None) -> None:
    full = f"onrecord_{name}"
    same = " AND ".join(f"{column} = NEW.{column}" for column in ("tenant", *key))
    there = f" WHEN EXISTS (SELECT 1 FROM {full} WHERE {same})"  # noqa: S608 - names are ours
    other = f" WHEN NOT ({_differs_only(allowed, 'IS')})" if allowed else ""
    for what, when in (("INSERT", there), ("UPDATE", other), ("DELETE", "")):
        op.execute(
            f"CREATE TRIGGER {full}_no_{what.lower()} BEFORE {what} ON {full}{when} BEGIN "
            f"SELECT RAISE(ABORT, '{full} is append-only'); END"
        )


def _append_only_postgresql(name: str, allowed: str | None) -> None:
    full, guard = f"{_prefix()}onrecord_{name}", f"{_prefix()}onrecord_refuse()"
    other = f" WHEN (NOT ({_differs_only(allowed, 'IS NOT DISTINCT FROM')}))" if allowed else ""
    for what, how in (
        ("UPDATE", f"FOR EACH ROW{other}"),
        ("DELETE", "FOR EACH ROW"),
        ("TRUNCATE", "FOR EACH STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER onrecord_{name}_no_{what.lower()} BEFORE {what} ON {full} "
            f"{how} EXECUTE FUNCTION {guard}"
        )


def _differs_only(allowed: str, equals: str) -> str:
    return allowed.replace("==", equals)


def refusing_function() -> None:
    """Create what our triggers call on PostgreSQL."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {_prefix()}onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
        )


def _prefix() -> str:
    name = schema()
    return f'"{name}".' if name else ""
