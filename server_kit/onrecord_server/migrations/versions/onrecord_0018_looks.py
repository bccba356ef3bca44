"""What a look was: reading, or searching."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add


revision = "onrecord_0018"
down_revision = "onrecord_0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("disclosures", sa.Column("look", sa.String(8), nullable=False, server_default="read"))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
