"""The table of saved messages."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: A row for each person and message; it stays when the message goes out of the person's sight.
saved: Final = table(
    "saved",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("at", Micros, nullable=False),
    sa.Index("ix_onrecord_saved_order", "tenant", "person", "position"),
)
