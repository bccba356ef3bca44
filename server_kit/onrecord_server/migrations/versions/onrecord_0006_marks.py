"""Reactions, pins and saved messages."""

revision = "onrecord_0006"
down_revision = "onrecord_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
