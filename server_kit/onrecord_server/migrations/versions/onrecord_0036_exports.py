"""Exports under a grant, and where their bytes lie."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0036"
down_revision = "onrecord_0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "exports",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("grant", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("formats", sa.String(200), nullable=False),
        sa.Column("requester", sa.String(160), nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("position", sa.BigInteger),
        sa.Column("upto", sa.BigInteger),
        sa.Column("size", sa.BigInteger),
        sa.Column("manifest_sha256", sa.String(64)),
        sa.Column("reason", sa.String(24)),
        sa.Column("written", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("store", sa.String(300)),
        sa.Column("bytes_id", sa.String(40), nullable=False),
    )
    index("exports", "running", ["state", "lease"])
    create(
        "export_parts",
        ["export", "start"],
        sa.Column("export", sa.String(40), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
