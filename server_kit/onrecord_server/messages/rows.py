"""The tables of messages, of mentions, and of messages that were kept back."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


_MANY: Final = sa.text("wide IS NOT NULL OR roles IS NOT NULL")


def _wide(suffix: str, *columns: str) -> sa.Index:
    """Return an index of only those messages that name everybody or a role."""
    name = f"ix_onrecord_messages_{suffix}"
    return sa.Index(name, "tenant", *columns, sqlite_where=_MANY, postgresql_where=_MANY)


#: ``said_at`` is when an imported message was said; ``created_at`` is when it came on the record, as for
#: all others. ``position`` is null only inside an open transaction. ``body_hash`` tells a retry from a misuse.
messages: Final = table(
    "messages",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("on_behalf_of", sa.String(160)),
    sa.Column("client_id", sa.String(64)),
    sa.Column("body_hash", sa.LargeBinary(16)),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reply_to", sa.String(40)),
    sa.Column("mentions", sa.Text),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("edited_at", Micros),
    sa.Column("removed_at", Micros),
    sa.Column("removed_by", sa.String(160)),
    sa.Column("removal_content_id", sa.String(200)),
    sa.Column("thread", sa.String(40)),
    sa.Column("in_channel", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("wide", sa.String(8)),
    sa.Column("roles", sa.Text),
    sa.Column("priority", sa.String(10), nullable=False, server_default="normal"),
    sa.Column("acknowledge", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("thread_author", sa.String(160)),
    sa.Column("said_at", Micros),
    sa.UniqueConstraint("tenant", "author", "client_id"),
    sa.Index("ix_onrecord_messages_timeline", "tenant", "conversation", "in_channel", "position"),
    sa.Index(
        "ix_onrecord_messages_thread",
        "tenant",
        "thread",
        "position",
        sqlite_where=sa.text("thread IS NOT NULL"),
        postgresql_where=sa.text("thread IS NOT NULL"),
    ),
    sa.Index(
        "ix_onrecord_messages_acknowledge",
        "tenant",
        "conversation",
        "position",
        sqlite_where=sa.text("acknowledge = TRUE"),
        postgresql_where=sa.text("acknowledge = TRUE"),
    ),
    _wide("wide", "conversation", "position"),
    _wide("wide_author", "author", "created_at"),
)

#: Who is named one by one. Of what names everybody or a role there is no row per person: such
#: messages are few, and their own indexes find them. ``thread`` is set where the message is in no
#: timeline.
mentions: Final = table(
    "mentions",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("thread", sa.String(40)),
    sa.Index(
        "ix_onrecord_mentions_unread", "tenant", "person", "conversation", "thread", "position"
    ),
)

#: What a rule kept back, and what became of it. ``id`` is the message's; ``number`` counts what was
#: kept back of one message, ``version`` is the version that it would become: above 1 it is an edit.
#: ``state`` is erased once words that were never delivered were destroyed; ``said_at`` is that of messages.
held: Final = table(
    "held",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("on_behalf_of", sa.String(160)),
    sa.Column("client_id", sa.String(64)),
    sa.Column("body_hash", sa.LargeBinary(16)),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("trigger", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("action", sa.String(8), nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("policy_hash", sa.String(80), nullable=False),
    sa.Column("reply_to", sa.String(40)),
    sa.Column("thread", sa.String(40)),
    sa.Column("thread_author", sa.String(160)),
    sa.Column("in_channel", sa.Boolean, nullable=False),
    sa.Column("priority", sa.String(10), nullable=False),
    sa.Column("acknowledge", sa.Boolean, nullable=False),
    sa.Column("attachments", sa.Text),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("decided_at", Micros),
    sa.Column("position", sa.BigInteger),
    sa.Column("said_at", Micros),
    sa.UniqueConstraint("tenant", "author", "client_id"),
    sa.Index("ix_onrecord_held_own", "tenant", "author", "conversation", "position"),
    sa.Index("ix_onrecord_held_state", "tenant", "state", "created_at"),
    sa.Index(
        "ix_onrecord_held_said",
        "tenant",
        "conversation",
        "position",
        sqlite_where=sa.text("said_at IS NOT NULL"),
        postgresql_where=sa.text("said_at IS NOT NULL"),
    ),
)

#: When somebody wrote last where slow mode is on; nothing that a record would keep.
paces: Final = table(
    "slow_paces",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("at", Micros, nullable=False),
)
