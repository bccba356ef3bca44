"""Slow mode of conversations, and when somebody wrote last in one."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create


revision = "onrecord_0021"
down_revision = "onrecord_0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("conversations", sa.Column("slow_seconds", sa.Integer, nullable=False, server_default="0"))
    create(
        "slow_paces",
        ["conversation", "person"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
