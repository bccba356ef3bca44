"""The tables of announcements. Nothing is in them before somebody does something."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: One row for each version that a person acknowledged; it follows from its entry.
acknowledgements: Final = table(
    "acknowledgements",
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("commitment", sa.String(80), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("on_behalf_of", sa.String(160)),
    sa.Column("position", sa.BigInteger),
)

#: When a person's device first had it. Not on the record: see decision 0012.
reached: Final = table(
    "reached",
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("at", Micros, nullable=False),
)

#: The last reminder of each announcement; it follows from its entry.
reminders: Final = table(
    "reminders",
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("at", Micros, nullable=False),
    sa.Column("whom", sa.String(16), nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("position", sa.BigInteger),
)

#: By which rule people come into an announcement conversation that is in no space.
audiences: Final = table(
    "audiences",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("rule", sa.String(500)),
    sa.Column("version", sa.Integer, nullable=False),
)

#: Who came in by the rule, and nobody else: a rule takes away only whom a rule let in.
audience_members: Final = table(
    "audience_members",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
)
