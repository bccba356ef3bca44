"""When was said what was imported and kept back."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from onrecord_server.migrations.tables import add, schema


revision = "onrecord_0049"
down_revision = "onrecord_0048"
branch_labels = None
depends_on = None

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT: Final = ("message.held", "message.blocked")


def upgrade() -> None:
    add("held", sa.Column("said_at", sa.BigInteger))
    if not op.get_context().as_sql:
        _fill()
    elif op.get_context().dialect.name == "postgresql":
        op.execute(_filling())


def _fill() -> None:
    found = list(_said())
    held = _table("held", ("tenant", "id", "number", "said_at"))
    same = [held.c[name] == sa.bindparam(f"of_{name}") for name in ("tenant", "id", "number")]
    change = sa.update(held).where(*same).values(said_at=sa.bindparam("at"))
    if found:
        op.get_bind().execute(change, found)


def _filling() -> sa.Update:
    """Return the same as one statement of PostgreSQL, for who applies it by hand."""
    held = _table("held", ("tenant", "id", "number", "said_at"))
    entries = _table("entries", ("tenant", "type", "object", "entry"))
    facts = sa.cast(entries.c.entry, postgresql.JSONB)
    said_at = sa.func.jsonb_extract_path_text(facts, "facts", "captured", "said_at")
    number = sa.func.jsonb_extract_path_text(facts, "facts", "number")
    at = sa.func.round(
        sa.extract("epoch", sa.cast(said_at, sa.TIMESTAMP(timezone=True))) * 1_000_000
    )
    return (
        sa.update(held)
        .where(entries.c.tenant == held.c.tenant, entries.c.object == held.c.id)
        .where(entries.c.type.in_(_KEPT), said_at.is_not(None))
        .where(sa.cast(number, sa.Integer) == held.c.number)
        .values(said_at=sa.cast(at, sa.BigInteger))
    )


def _table(name: str, columns: tuple[str, ...]) -> Any:
    return sa.table(f"onrecord_{name}", *map(sa.column, columns), schema=schema())


def _said() -> Iterator[dict[str, Any]]:
    """Yield of what was imported when its entry says that it was said."""
    entries = _table("entries", ("tenant", "type", "object", "entry"))
    query = sa.select(entries).where(entries.c.type.in_(_KEPT))
    for row in op.get_bind().execute(query):
        facts = json.loads(row.entry)["facts"]
        if "captured" in facts:
            said_at = datetime.fromisoformat(facts["captured"]["said_at"]) - _EPOCH
            of = {"of_tenant": row.tenant, "of_id": row.object, "of_number": facts["number"]}
            yield {**of, "at": said_at // timedelta(microseconds=1)}


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
