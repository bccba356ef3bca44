"""Looks at what was kept back, of which its author alone is told."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0024"
down_revision = "onrecord_0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("case_looks", sa.Column("person", sa.String(160)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
