"""The table of pins."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: A row for each pinned message; of a removed one it stays, and nobody is shown it.
pins: Final = table(
    "pins",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("at", Micros, nullable=False),
    sa.Index("ix_onrecord_pins_order", "tenant", "conversation", "position"),
)
