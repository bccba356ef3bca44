"""What becomes of an appeal may wait for a second person, too."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0028"
down_revision = "onrecord_0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("case_requests", sa.Column("appeal", sa.String(40)))
    add("case_requests", sa.Column("upheld", sa.Boolean))
    add("appeals", sa.Column("approved_by", sa.String(160)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
