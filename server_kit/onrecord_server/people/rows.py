"""The table of people."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


people: Final = table(
    "people",
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("name_key", sa.String(420), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("attributes", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("tokens_after", Micros, nullable=False, server_default="0"),
    sa.Index("ix_onrecord_people_name", "tenant", "name_key", "id"),
)
