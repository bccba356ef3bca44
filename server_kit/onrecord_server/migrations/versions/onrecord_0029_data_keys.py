"""The keys that tenants' words are encrypted with, wrapped."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, unique


revision = "onrecord_0029"
down_revision = "onrecord_0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "data_keys",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(8), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("wrapped_by", sa.String(160), nullable=False),
        sa.Column("wrapped", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        unique("data_keys", "purpose", "number"),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
