"""The table of preferences: the words themselves are content, which can be erased."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import table


preferences: Final = table(
    "preferences",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
