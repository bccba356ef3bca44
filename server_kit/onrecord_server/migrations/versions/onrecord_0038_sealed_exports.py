"""Exports of some dates only, and exports that are sealed to somebody's key."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0038"
down_revision = "onrecord_0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("exports", sa.Column("since", sa.BigInteger))
    add("exports", sa.Column("until", sa.BigInteger))
    add("exports", sa.Column("sealed_to", sa.String(44)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
