"""The copies that people are given of what is kept about them."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0047"
down_revision = "onrecord_0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "data_archives",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("bytes_id", sa.String(40), nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger),
        sa.Column("sha256", sa.String(64)),
        sa.Column("until", sa.BigInteger),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("written", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("store", sa.String(300)),
    )
    index("data_archives", "running", ["state", "lease"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
