"""The tables of reactions."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: A row for each person and emoji; gone when it is taken back. ``position`` is that of its event.
reactions: Final = table(
    "reactions",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("emoji", sa.String(40), primary_key=True),
    sa.Column("position", sa.BigInteger),
    sa.Column("at", Micros, nullable=False),
    sa.Index("ix_onrecord_reactions_order", "tenant", "message", "position"),
    sa.Index("ix_onrecord_reactions_emoji", "tenant", "message", "emoji", "position"),
)

#: How many reacted so: counted under the head's lock, so that a page reads 20 rows a message at
#: most, whether three people reacted or ten thousand. Gone when nobody does.
reaction_totals: Final = table(
    "reaction_totals",
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("emoji", sa.String(40), primary_key=True),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("first_position", sa.BigInteger, nullable=False),
)
