"""The tables of threads and of those who follow them."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: One row per message that was answered in a thread or followed; ``id`` is the message. What it says
#: follows from the replies that are still there. ``people`` are their last authors, as JSON.
threads: Final = table(
    "threads",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("root_position", sa.BigInteger, nullable=False),
    sa.Column("replies", sa.Integer, nullable=False),
    sa.Column("last_position", sa.BigInteger, nullable=False),
    sa.Column("last_at", Micros, nullable=False),
    sa.Column("people", sa.Text, nullable=False),
)

#: A row stays when a person no longer follows (``following`` false): their mark is kept.
followers: Final = table(
    "followers",
    sa.Column("thread", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("following", sa.Boolean, nullable=False),
    sa.Column("read_position", sa.BigInteger, nullable=False),
    sa.Index("ix_onrecord_followers_person", "tenant", "person", "following", "conversation"),
)
