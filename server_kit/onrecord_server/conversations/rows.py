"""The tables of conversations and members."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``direct_key`` makes a pair of people unique; ``subject`` is the host's idempotent binding.
#: ``shelved``: archived with its space, and comes back with it.
conversations: Final = table(
    "conversations",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("content_id", sa.String(200)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("subject", sa.String(170)),
    sa.Column("direct_key", sa.String(64)),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("created_position", sa.BigInteger),
    sa.Column("shelved", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("space", sa.String(40)),
    sa.Column("archived", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("posting", sa.String(16), nullable=False, server_default="everybody"),
    sa.Column("wide_mentions", sa.String(16), nullable=False, server_default="everybody"),
    sa.Column("joining", sa.String(16), nullable=False, server_default="invited"),
    sa.Column("allow_replies", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("allow_reactions", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("slow_seconds", sa.Integer, nullable=False, server_default="0"),
    sa.Column("slow_until", Micros),
    sa.UniqueConstraint("tenant", "subject"),
    sa.UniqueConstraint("tenant", "direct_key"),
    sa.Index("ix_onrecord_conversations_space", "tenant", "space"),
)

#: A row stays when a person leaves (``active`` false): the record needs it, access does not.
#: ``history_from`` is from where they see it now, ``seen_from`` from where they did before they were added anew.
#: ``party_from``: where the part of somebody begins whom others put in; -1 where they came by themselves.
members: Final = table(
    "members",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("muted", sa.Boolean, nullable=False),
    sa.Column("history_from", sa.BigInteger, nullable=False),
    sa.Column("read_position", sa.BigInteger, nullable=False),
    sa.Column("level", sa.String(10), nullable=False, server_default="all"),
    sa.Column("seen_from", sa.BigInteger),
    sa.Column("party_from", sa.BigInteger, nullable=False, server_default="-1"),
    sa.Index("ix_onrecord_members_person", "tenant", "person", "active"),
)

#: A row stays when the tag is taken away (``active`` false): what was written before
#: ``lifted_position`` stays protected. ``changes`` counts how often it was put on or taken away.
conversation_tags: Final = table(
    "conversation_tags",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("tag", sa.String(40), primary_key=True),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("changes", sa.Integer, nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("lifted_position", sa.BigInteger),
)
