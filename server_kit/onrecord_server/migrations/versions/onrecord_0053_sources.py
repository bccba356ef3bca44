"""Which import brought what, so that its kept file goes once what it brought was erased."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

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
    places = _table("import_places", ("tenant", "conversation", "import_id"))
    op.execute(sa.insert(places).from_select(list(places.c.keys()), _places()))


def _table(name: str, columns: tuple[str, ...]) -> Any:
    return sa.table(f"onrecord_{name}", *map(sa.column, columns), schema=schema())


def _places() -> sa.Select[Any]:
    """Select which import brought what was said in a conversation: the first entry of one message says it."""
    said, entries = _said().subquery(), _entries()
    first = sa.select(sa.func.min(entries.c.position)).where(*_writes(entries, said))
    which = entries.alias()
    here = (which.c.tenant == said.c.tenant, which.c.position == first.scalar_subquery())
    return sa.select(said.c.tenant, said.c.conversation, _import_of(which.c.entry)).where(*here)


def _entries() -> Any:
    return _table("entries", ("tenant", "position", "type", "object", "entry"))


def _writes(entries: Any, said: Any) -> tuple[Any, ...]:
    own = (entries.c.tenant == said.c.tenant, entries.c.object == said.c.id)
    return *own, entries.c.type.in_(_WRITTEN)


def _said() -> Any:
    """Select one message of each conversation that an import brought; where none is one, what was kept back."""
    delivered, kept = _brought("messages"), _brought("held").subquery()
    known = delivered.subquery()
    other = sa.exists().where(
        known.c.tenant == kept.c.tenant, known.c.conversation == kept.c.conversation
    )
    return sa.union_all(delivered, sa.select(kept).where(~other))


def _brought(name: str) -> sa.Select[Any]:
    one = _table(name, ("tenant", "conversation", "id", "said_at"))
    places = (one.c.tenant, one.c.conversation)
    query = sa.select(*places, sa.func.min(one.c.id).label("id"))
    return query.where(one.c.said_at.is_not(None)).group_by(*places)


def _import_of(entry: Any) -> Any:
    if op.get_context().dialect.name == "sqlite":
        return sa.func.json_extract(entry, "$.facts.captured.import")
    return sa.func.jsonb_extract_path_text(
        sa.cast(entry, postgresql.JSONB), "facts", "captured", "import"
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
