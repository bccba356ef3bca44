"""When an imported message was said."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0031"
down_revision = "onrecord_0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("messages", sa.Column("said_at", sa.BigInteger))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
