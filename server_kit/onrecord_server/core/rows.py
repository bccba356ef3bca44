"""The tables of the stream, and what every table shares."""

from typing import Any, Final

import sqlalchemy as sa


PREFIX: Final = "onrecord_"

metadata: Final = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


#: A time as whole microseconds since 1970 in UTC: one meaning on every database.
Micros: Final = sa.BigInteger


def tenant_column() -> sa.Column[str]:
    """Return the tenant column: the first of every key."""
    return sa.Column("tenant", sa.String(63), primary_key=True)


def table(name: str, *columns: Any, **options: Any) -> sa.Table:
    """Make one of our tables: prefixed, keyed by tenant, clustered by its key on SQLite."""
    return sa.Table(
        PREFIX + name, metadata, tenant_column(), *columns, sqlite_with_rowid=False, **options
    )


#: One row per tenant: where its stream stands. ``position`` is the next one to give.
heads: Final = table(
    "heads",
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("rights_position", sa.BigInteger, nullable=False),
    sa.Column("epoch", sa.String(64), nullable=False),
)

#: Most of what is on a record, and no part of the trail of oversight: an index leaves it out.
VOLUMINOUS: Final = ("message.created", "conversation.read", "reaction.added")
_UNCOMMON: Final = " AND ".join(f"type <> '{one}'" for one in VOLUMINOUS)


#: The record: append-only. ``entry`` is the canonical leaf; the other columns repeat it for queries.
entries: Final = table(
    "entries",
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("type", sa.String(64), nullable=False),
    sa.Column("actor", sa.String(160), nullable=False),
    sa.Column("object", sa.String(160), nullable=False),
    sa.Column("audience", sa.String(160), nullable=False),
    sa.Column("also", sa.String(160)),
    sa.Column("content_id", sa.String(200)),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("leaf", sa.LargeBinary(32), nullable=False),
    sa.Index("ix_onrecord_entries_audience", "tenant", "audience", "position"),
    sa.Index(
        "ix_onrecord_entries_also",
        "tenant",
        "also",
        "position",
        sqlite_where=sa.text("also IS NOT NULL"),
        postgresql_where=sa.text("also IS NOT NULL"),
    ),
    sa.Index("ix_onrecord_entries_object", "tenant", "object", "position"),
    sa.Index(
        "ix_onrecord_entries_trail",
        "tenant",
        "position",
        sqlite_where=sa.text(_UNCOMMON),
        postgresql_where=sa.text(_UNCOMMON),
    ),
)

#: The words: the only part that can be erased or encrypted. Without ``salt`` it is destroyed.
contents: Final = table(
    "contents",
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("body", sa.Text),
    sa.Column("salt", sa.LargeBinary(32)),
    sa.Column("key_id", sa.String(64)),
    sa.Column("destroyed_at", Micros),
)
