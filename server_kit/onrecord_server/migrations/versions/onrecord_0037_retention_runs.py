"""Runs that destroy what a policy lets go, with how far they have come."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0037"
down_revision = "onrecord_0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "retention_runs",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("first_position", sa.BigInteger),
        sa.Column("last_position", sa.BigInteger),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("ended_position", sa.BigInteger),
    )
    index("retention_runs", "state", ["state"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
