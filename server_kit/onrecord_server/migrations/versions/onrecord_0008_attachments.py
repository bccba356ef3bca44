"""Files: what they are, the pieces they consist of, and the bytes where this database keeps them."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0008"
down_revision = "onrecord_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "attachments",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(160), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("store", sa.String(300), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stored", sa.BigInteger),
        sa.Column("checked_content_id", sa.String(200)),
        sa.Column("reason", sa.String(40)),
        sa.Column("waits_for", sa.String(16)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger),
        sa.Column("message", sa.String(40)),
    )
    index("attachments", "due", ["due"], "due IS NOT NULL")
    index("attachments", "owner", ["owner", "state"])
    create(
        "attachment_parts",
        ["attachment", "part", "start"],
        sa.Column("attachment", sa.String(40), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
    )
    create(
        "attachment_blobs",
        ["attachment", "what", "start"],
        sa.Column("attachment", sa.String(40), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
