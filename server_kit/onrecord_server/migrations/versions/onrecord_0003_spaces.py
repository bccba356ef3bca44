"""Spaces and who is in them."""

revision = "onrecord_0003"
down_revision = "onrecord_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
