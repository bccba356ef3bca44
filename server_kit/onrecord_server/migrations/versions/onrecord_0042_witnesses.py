"""Witnesses: what each was given last, and when it is tried again."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0042"
down_revision = "onrecord_0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "witnesses",
        ["witness"],
        sa.Column("witness", sa.String(200), nullable=False),
        sa.Column("origin", sa.String(255)),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("receipt", sa.Text),
        sa.Column("kept_at", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("problem", sa.Text),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
