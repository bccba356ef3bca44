"""Legal holds."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0032"
down_revision = "onrecord_0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "holds",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("requester", sa.String(160), nullable=False),
        sa.Column("scope_hash", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("release_asked_by", sa.String(160)),
        sa.Column("release_content_id", sa.String(200)),
        sa.Column("ended_by", sa.String(160)),
        sa.Column("ended_at", sa.BigInteger),
    )
    index("holds", "state", ["state"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
