"""Hand-overs: what somebody who leaves served goes to a successor."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0052"
down_revision = "onrecord_0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "handovers",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("successor", sa.String(160), nullable=False),
        sa.Column("started_by", sa.String(160), nullable=False),
        sa.Column("reason_code", sa.String(40), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("stopped_by", sa.String(16)),
        sa.Column("cursor", sa.String(40), nullable=False),
        sa.Column("handed_over", sa.Integer, nullable=False),
        sa.Column("introduced", sa.Integer, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
    )
    index("handovers", "person", ["person", "started_at"])
    index("handovers", "state", ["state"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
