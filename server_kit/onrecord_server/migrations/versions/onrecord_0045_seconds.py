"""What waits for a second person, in the notices of who may decide about it."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0045"
down_revision = "onrecord_0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("notices", sa.Column("needs", sa.String(16)))
    add("notices", sa.Column("about", sa.String(40)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
