"""The tables of exports: what was asked for, how far it has come, and where its bytes lie."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state``: requested, running, done, stopped, cancelled. Whoever writes it holds the ``lease``, until
#: then; when it runs out somebody else begins anew. ``position`` is where the record says that it began.
#: What it covers is the scope of its grant, whose words lie with the words.
exports: Final = table(
    "exports",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("grant", sa.String(40), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("formats", sa.String(200), nullable=False),
    sa.Column("requester", sa.String(160), nullable=False),
    sa.Column("requested_at", Micros, nullable=False),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("position", sa.BigInteger),
    sa.Column("upto", sa.BigInteger),
    sa.Column("size", sa.BigInteger),
    sa.Column("manifest_sha256", sa.String(64)),
    sa.Column("reason", sa.String(24)),
    sa.Column("written", sa.BigInteger, nullable=False),
    sa.Column("lease", Micros),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("store", sa.String(300)),
    sa.Column("bytes_id", sa.String(40), nullable=False),
    sa.Column("since", Micros),
    sa.Column("until", Micros),
    sa.Column("sealed_to", sa.String(44)),
    sa.Index("ix_onrecord_exports_running", "tenant", "state", "lease"),
)

#: Pieces of an archive, one after the other.
export_parts: Final = table(
    "export_parts",
    sa.Column("export", sa.String(40), primary_key=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("key", sa.String(200), nullable=False),
)
