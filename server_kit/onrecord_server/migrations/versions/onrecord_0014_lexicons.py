"""Lists of words, in versions."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0014"
down_revision = "onrecord_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "lexicons",
        ["name", "version"],
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("language", sa.String(40)),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("terms", sa.Integer, nullable=False),
        sa.Column("expressions", sa.Integer, nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("approved_at", sa.BigInteger),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
