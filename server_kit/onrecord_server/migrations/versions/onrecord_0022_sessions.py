"""Since when the tokens of a person count."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0022"
down_revision = "onrecord_0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("people", sa.Column("tokens_after", sa.BigInteger, nullable=False, server_default="0"))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
