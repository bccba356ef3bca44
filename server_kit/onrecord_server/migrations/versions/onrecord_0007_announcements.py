"""Who was reached by an announcement, and who acknowledged it."""

revision = "onrecord_0007"
down_revision = "onrecord_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
