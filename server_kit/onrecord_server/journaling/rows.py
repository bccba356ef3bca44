"""The tables of journals: how far each has come, and what its archive would not take."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: All before ``position`` was delivered or set aside: the record says so. The rest is where the worker
#: stands: ``upto`` ends the batch that is being delivered, ``done`` is its last conversation, and
#: ``parcels``, ``letters``, ``octets``, ``digest`` and ``aside`` are what it came to so far. Up to ``seen``
#: nothing more is to be told. ``next_at`` is when somebody may take the turn. ``late_at`` is since when it
#: is behind, ``failing_at`` since when nothing is taken.
journals: Final = table(
    "journals",
    sa.Column("journal", sa.String(40), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("upto", sa.BigInteger),
    sa.Column("done", sa.String(40)),
    sa.Column("parcels", sa.Integer, nullable=False),
    sa.Column("letters", sa.Integer, nullable=False),
    sa.Column("octets", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("aside", sa.Integer, nullable=False),
    sa.Column("seen", sa.BigInteger, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("refusals", sa.Integer, nullable=False),
    sa.Column("next_at", Micros, nullable=False),
    sa.Column("kept_at", Micros),
    sa.Column("late_at", Micros),
    sa.Column("problem", sa.Text),
    sa.Column("failing_at", Micros),
)

#: What was said in a conversation from ``begins`` up to ``upto`` and was not taken. ``state``: aside,
#: delivered. Somebody asked for it to be tried ``again``.
journal_aside: Final = table(
    "journal_aside",
    sa.Column("journal", sa.String(40), primary_key=True),
    sa.Column("parcel", sa.String(80), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("begins", sa.BigInteger, nullable=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("again", sa.Boolean, nullable=False),
    sa.Column("problem", sa.Text),
)
