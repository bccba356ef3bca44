"""From where somebody saw a conversation before they were added anew: looks at what they saw stay theirs."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord_server.migrations.tables import add, schema


revision = "onrecord_0034"
down_revision = "onrecord_0033"
branch_labels = None
depends_on = None

_TYPES = ("conversation.created", "members.added")


def upgrade() -> None:
    add("members", sa.Column("seen_from", sa.BigInteger))
    members = _table("members", "tenant", "conversation", "person", "seen_from")
    for tenant, conversation, person, seen in _added_anew():
        op.execute(
            sa.update(members)
            .where(members.c.tenant == tenant, members.c.conversation == conversation)
            .where(members.c.person == person)
            .values(seen_from=seen)
        )


def _table(name: str, *columns: str) -> Any:
    return sa.table(f"onrecord_{name}", *map(sa.column, columns), schema=schema())


def _added_anew() -> Iterator[tuple[str, str, str, int]]:
    """Yield who was added more than once, with from where they saw it the first time."""
    if op.get_context().as_sql:
        return  # the SQL is written down and not run: there is nothing to read
    entries = _table("entries", "tenant", "object", "position", "type", "entry")
    query = sa.select(entries).where(entries.c.type.in_(_TYPES)).order_by(entries.c.position)
    first: dict[tuple[str, str, str], int] = {}
    again: set[tuple[str, str, str]] = set()
    for row in op.get_bind().execute(query):
        facts = json.loads(row.entry)["facts"]
        start = row.position if facts.get("history") == "from_now" else 0
        for person in facts["members"]:
            key = (row.tenant, row.object, person)
            if key in first:
                again.add(key)
            first.setdefault(key, start)
    yield from ((*key, first[key]) for key in sorted(again))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
