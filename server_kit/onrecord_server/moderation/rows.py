"""The tables of moderation: lists of words, what was found in messages, and who cannot write for a while."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: The versions of a tenant's lists of words; what one says is its content. The newest that was ever
#: approved is in force, unless it was taken back. It follows from the entries.
lexicons: Final = table(
    "lexicons",
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("language", sa.String(40)),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("terms", sa.Integer, nullable=False),
    sa.Column("expressions", sa.Integer, nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("approved_at", Micros),
)

#: One row for each trigger that found something in one version of a message; it follows from its
#: entry. ``version`` is the version that was looked at, delivered or not.
hits: Final = table(
    "hits",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("message", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("trigger", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("action", sa.String(8), nullable=False),
    sa.Column("lexicon", sa.String(40)),
    sa.Column("lexicon_version", sa.Integer),
    sa.Column("spans", sa.Integer, nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("policy_hash", sa.String(80), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Index("ix_onrecord_hits_message", "tenant", "message", "version"),
    sa.Index("ix_onrecord_hits_author", "tenant", "author", "trigger", "at"),
    sa.Index("ix_onrecord_hits_at", "tenant", "at"),
    sa.Index("ix_onrecord_hits_conversation", "tenant", "conversation", "trigger", "at"),
)

#: The last freeze of each person who ever was frozen; it holds until ``ends_at``.
freezes: Final = table(
    "freezes",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("begins_at", Micros, nullable=False),
    sa.Column("ends_at", Micros, nullable=False),
    sa.Column("trigger", sa.String(40)),
    sa.Column("reason", sa.String(40)),
    sa.Column("message", sa.String(40)),
)

#: What people whom a flood trigger counts sent in the last minutes: for counting alone.
paces: Final = table(
    "paces",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("at", Micros, nullable=False),
    sa.Column("digest", sa.String(40), nullable=False),
    info={"derived": True},
)
