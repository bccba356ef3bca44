"""The tables of tenants and of their logos."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Pictures for brandings, by a name made of their bytes. They are never changed, and never taken away: a
#: version that names one can be taken back.
logos: Final = table(
    "logos",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("media_type", sa.String(40), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

#: ``noise_key`` is what the noise of counts is drawn from: made when something is counted first, and never told.
tenants: Final = table(
    "tenants",
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("branding", sa.Text),
    sa.Column("branding_version", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("noise_key", sa.LargeBinary),
)
