"""What search looks in."""

revision = "onrecord_0009"
down_revision = "onrecord_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
