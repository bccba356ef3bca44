"""The table of tenants."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


tenants: Final = table(
    "tenants",
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("branding", sa.Text),
    sa.Column("branding_version", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
)
