"""What is asked of oversight by its time is found by it."""

from onrecord_server.migrations.tables import index


revision = "onrecord_0019"
down_revision = "onrecord_0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index("cases", "opened", ["opened_at"])
    index("cases", "decided", ["decided_at"])
    index("case_looks", "at", ["at"])
    index("appeals", "state", ["state", "made_at", "id"])
    index("disclosures", "at", ["at"])
    index("grants", "requested", ["requested_at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
