"""What the host says of its own objects."""

revision = "onrecord_0010"
down_revision = "onrecord_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
