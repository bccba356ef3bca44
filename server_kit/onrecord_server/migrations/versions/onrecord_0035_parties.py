"""Where the part begins of whom somebody else put into a conversation."""

import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from onrecord_server.migrations.tables import add, schema


revision = "onrecord_0035"
down_revision = "onrecord_0034"
branch_labels = None
depends_on = None

OWN: Final = -1
_ENTRIES: Final = ("tenant", "position", "type", "actor", "object", "entry")
_KEY: Final = ("tenant", "conversation", "person")


def upgrade() -> None:
    add("members", sa.Column("party_from", sa.BigInteger, nullable=False, server_default="-1"))
    began: dict[tuple[str, str, str], int] = {}
    for row in _comings():
        for person, begun in _begun(row):
            key = (row.tenant, row.object, person)
            if begun == OWN or key not in began or not _stays(key, began[key], row.position):
                began[key] = begun
    _write({key: begun for key, begun in began.items() if begun != OWN})


def _table(name: str, columns: tuple[str, ...]) -> Any:
    return sa.table(f"onrecord_{name}", *map(sa.column, columns), schema=schema())


def _comings() -> Iterator[Any]:
    """Yield the entries by which people came into conversations, in their order."""
    if op.get_context().as_sql:
        return  # the SQL is written down and not run: there is nothing to read
    entries = _table("entries", _ENTRIES)
    query = sa.select(entries).where(entries.c.type.in_(("conversation.created", "members.added")))
    yield from op.get_bind().execute(query.order_by(entries.c.tenant, entries.c.position))


def _begun(row: Any) -> Iterator[tuple[str, int]]:
    facts = json.loads(row.entry)["facts"]
    direct, created = facts.get("kind") == "direct", row.type == "conversation.created"
    for person in facts["members"]:
        own = direct or person == row.actor
        yield person, OWN if own else 0 if created else row.position


def _stays(key: tuple[str, str, str], begun: int, place: int) -> bool:
    """Say whether somebody's part goes on that began earlier: by their own act, or since they have read."""
    tenant, conversation, person = key
    entries = _table("entries", _ENTRIES)
    read = sa.select(entries.c.position).where(
        entries.c.tenant == tenant,
        entries.c.object == conversation,
        entries.c.type == "conversation.read",
        entries.c.actor == person,
        entries.c.position < place,
    )
    return begun == OWN or op.get_bind().execute(read.limit(1)).first() is not None


def _write(began: dict[tuple[str, str, str], int]) -> None:
    members = _table("members", (*_KEY, "party_from"))
    same = [members.c[name] == sa.bindparam(f"of_{name}") for name in _KEY]
    change = sa.update(members).where(*same).values(party_from=sa.bindparam("begun"))
    rows = [
        {**{f"of_{name}": value for name, value in zip(_KEY, key, strict=True)}, "begun": begun}
        for key, begun in began.items()
    ]
    if rows:
        op.get_bind().execute(change, rows)


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
