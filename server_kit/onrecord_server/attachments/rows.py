"""The tables of attachments: what they are, where their bytes lie, and what each belongs to."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state``: uploading, checking, ready, bound, refused, expired, cancelled, erased. What a person called it
#: and what the check found are contents. ``size`` is what was stated, ``stored`` what is kept once
#: it was checked. ``due`` is when somebody has to look at the row again; null where nobody has to.
attachments: Final = table(
    "attachments",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("owner", sa.String(160), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("store", sa.String(300), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("stored", sa.BigInteger),
    sa.Column("checked_content_id", sa.String(200)),
    sa.Column("reason", sa.String(40)),
    sa.Column("waits_for", sa.String(16)),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("expires_at", Micros, nullable=False),
    sa.Column("due", Micros),
    sa.Column("message", sa.String(40)),
    sa.Index(
        "ix_onrecord_attachments_due",
        "tenant",
        "due",
        sqlite_where=sa.text("due IS NOT NULL"),
        postgresql_where=sa.text("due IS NOT NULL"),
    ),
    sa.Index("ix_onrecord_attachments_owner", "tenant", "owner", "state"),
)

#: Pieces of what an attachment consists of, one after the other: ``part`` is file or thumbnail.
parts: Final = table(
    "attachment_parts",
    sa.Column("attachment", sa.String(40), primary_key=True),
    sa.Column("part", sa.String(16), primary_key=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("key", sa.String(200), nullable=False),
)

#: The bytes themselves, where the tenant's database keeps them.
blobs: Final = table(
    "attachment_blobs",
    sa.Column("attachment", sa.String(40), primary_key=True),
    sa.Column("what", sa.String(64), primary_key=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
