"""Journals: how far each archive has come, and what it did not take."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0044"
down_revision = "onrecord_0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "journals",
        ["journal"],
        sa.Column("journal", sa.String(40), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger),
        sa.Column("done", sa.String(40)),
        sa.Column("parcels", sa.Integer, nullable=False),
        sa.Column("letters", sa.Integer, nullable=False),
        sa.Column("octets", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("aside", sa.Integer, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("kept_at", sa.BigInteger),
        sa.Column("late_at", sa.BigInteger),
        sa.Column("problem", sa.Text),
    )
    create(
        "journal_aside",
        ["journal", "parcel"],
        sa.Column("journal", sa.String(40), nullable=False),
        sa.Column("parcel", sa.String(80), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("begins", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
