"""By which message somebody was frozen, where a rule counted."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0025"
down_revision = "onrecord_0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("freezes", sa.Column("message", sa.String(40)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
