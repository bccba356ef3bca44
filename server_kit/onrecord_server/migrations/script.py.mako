"""${message}"""

from alembic import op

from onrecord_server.migrations.tables import schema


revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "schema()"}


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
