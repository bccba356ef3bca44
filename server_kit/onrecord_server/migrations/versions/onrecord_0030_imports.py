"""Files of other programs, and how far they have come under the record."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0030"
down_revision = "onrecord_0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "imports",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("choices_id", sa.String(200)),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("tz", sa.String(64)),
        sa.Column("date_order", sa.String(3)),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.Column("said", sa.BigInteger, nullable=False),
        sa.Column("held", sa.BigInteger, nullable=False),
        sa.Column("unparsed", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.String(160), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    index("imports", "sha256", ["sha256"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
