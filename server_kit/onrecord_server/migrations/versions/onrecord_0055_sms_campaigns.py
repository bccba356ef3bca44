"""Campaigns: what is said to many people outside, and what became of each of them."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index, unique


revision = "onrecord_0055"
down_revision = "onrecord_0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _campaigns()
    _recipients()


def _campaigns() -> None:
    create(
        "sms_campaigns",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("sender", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("owner", sa.String(160), nullable=False),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("pace", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("slot_at", sa.BigInteger, nullable=False),
    )
    index("sms_campaigns", "sender", ["sender", "created_at"])
    index("sms_campaigns", "state", ["state", "slot_at"])


def _recipients() -> None:
    create(
        "sms_recipients",
        ["campaign", "contact"],
        sa.Column("campaign", sa.String(40), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(80)),
        sa.Column("conversation", sa.String(40)),
        sa.Column("message", sa.String(40)),
        sa.Column("next_at", sa.BigInteger),
        unique("sms_recipients", "campaign", "place"),
    )
    index("sms_recipients", "next_at", ["next_at"], where="next_at IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
