"""Slow mode that ends by itself, and what a rule found in one conversation."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, index


revision = "onrecord_0027"
down_revision = "onrecord_0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("conversations", sa.Column("slow_until", sa.BigInteger))
    index("hits", "conversation", ["conversation", "trigger", "at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
