"""Who is told of legal holds, and why something of them was refused."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create, index


revision = "onrecord_0033"
down_revision = "onrecord_0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add("holds", sa.Column("refusal_content_id", sa.String(200)))
    create(
        "hold_custodians",
        ["hold", "person"],
        sa.Column("hold", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("remind_at", sa.BigInteger),
        sa.Column("reminders", sa.Integer, nullable=False),
        sa.Column("reminded_at", sa.BigInteger),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.Column("lifted_at", sa.BigInteger),
    )
    index("hold_custodians", "person", ["person"])
    index("hold_custodians", "remind", ["remind_at"], where="remind_at IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
