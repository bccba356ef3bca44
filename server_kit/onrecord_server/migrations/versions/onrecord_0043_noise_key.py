"""What the noise of counts is drawn from."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0043"
down_revision = "onrecord_0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("tenants", sa.Column("noise_key", sa.LargeBinary))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
