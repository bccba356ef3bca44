"""Cards of the host's objects."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, unique


revision = "onrecord_0010"
down_revision = "onrecord_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "subjects",
        ("id",),
        sa.Column("id", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(170), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("visible", sa.String(16), nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        unique("subjects", "subject"),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
