"""Which import brought what, so that its kept file goes once what it brought was erased."""

import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from onrecord_server.migrations.tables import add, create, index, schema


revision = "onrecord_0053"
down_revision = "onrecord_0052"
branch_labels = None
depends_on = None

_WRITTEN: Final = ("message.created", "message.held", "message.blocked")


def upgrade() -> None:
    add("imports", sa.Column("due", sa.BigInteger))
    add("imports", sa.Column("erased_position", sa.BigInteger))
    index("imports", "due", ["due"], "due IS NOT NULL")
    create(
        "import_places",
        ["conversation"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("import_id", sa.String(40), nullable=False),
    )
    index("import_places", "import", ["import_id"])
    index("held", "said", ["conversation", "position"], "said_at IS NOT NULL")
    # What was erased before this is asked about once.
    op.execute(sa.update(_table("imports", ("due",))).values(due=sa.literal_column("0")))
    found = list(_places())
    if found:
        places = _table("import_places", ("tenant", "conversation", "import_id"))
        op.get_bind().execute(sa.insert(places), found)


def _table(name: str, columns: tuple[str, ...]) -> Any:
    return sa.table(f"onrecord_{name}", *map(sa.column, columns), schema=schema())


def _places() -> Iterator[dict[str, Any]]:
    """Yield which import brought what was said in a conversation: one entry of each says it."""
    if op.get_context().as_sql:
        return  # the SQL is written down and not run: there is nothing to read
    known: set[tuple[str, str]] = set()
    for name in ("messages", "held"):
        for row in op.get_bind().execute(_brought(name)).all():
            if (row.tenant, row.conversation) not in known:
                known.add((row.tenant, row.conversation))
                said = _import_of(row.tenant, row.id)
                yield {"tenant": row.tenant, "conversation": row.conversation, "import_id": said}


def _brought(name: str) -> sa.Select[Any]:
    """Select one message of each conversation that an import brought."""
    one = _table(name, ("tenant", "conversation", "id", "said_at"))
    places = (one.c.tenant, one.c.conversation)
    query = sa.select(*places, sa.func.min(one.c.id).label("id"))
    return query.where(one.c.said_at.is_not(None)).group_by(*places)


def _import_of(tenant: str, message: str) -> str:
    entries = _table("entries", ("tenant", "position", "type", "object", "entry"))
    mine = (entries.c.tenant == tenant, entries.c.object == message, entries.c.type.in_(_WRITTEN))
    query = sa.select(entries.c.entry).where(*mine).order_by(entries.c.position).limit(1)
    found = json.loads(op.get_bind().execute(query).scalar_one())
    return str(found["facts"]["captured"]["import"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
