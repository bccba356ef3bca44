"""What people prefer."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0011"
down_revision = "onrecord_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "preferences",
        ["person"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
