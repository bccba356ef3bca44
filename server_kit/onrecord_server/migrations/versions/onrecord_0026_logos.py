"""Logos of tenants."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0026"
down_revision = "onrecord_0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "logos",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
