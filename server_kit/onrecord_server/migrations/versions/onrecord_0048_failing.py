"""Since when a witness or an archive takes nothing."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0048"
down_revision = "onrecord_0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("witnesses", sa.Column("failing_at", sa.BigInteger))
    add("journals", sa.Column("failing_at", sa.BigInteger))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
