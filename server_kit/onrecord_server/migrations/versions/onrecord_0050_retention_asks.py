"""What rules of retention ask an officer, and how their answers are carried out."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0050"
down_revision = "onrecord_0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "retention_asks",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("rule_hash", sa.String(80), nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("space", sa.String(40)),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("counted_at", sa.BigInteger, nullable=False),
        sa.Column("answered_by", sa.String(160)),
        sa.Column("answered_at", sa.BigInteger),
        sa.Column("answer_content_id", sa.String(200)),
        sa.Column("until", sa.BigInteger),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("refused_by", sa.String(160)),
        sa.Column("refusal_content_id", sa.String(200)),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("erased", sa.Integer, nullable=False),
        sa.Column("still_held", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("ended_position", sa.BigInteger),
    )
    index("retention_asks", "state", ["state"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
