"""What people ask of what is kept about them."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0040"
down_revision = "onrecord_0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "data_requests",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("made_by", sa.String(160), nullable=False),
        sa.Column("content_id", sa.String(200)),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("extended_content_id", sa.String(200)),
        sa.Column("identified_by", sa.String(160)),
        sa.Column("identified_content_id", sa.String(200)),
        sa.Column("weighed_by", sa.String(160)),
        sa.Column("weighed_at", sa.BigInteger),
        sa.Column("weighing_content_id", sa.String(200)),
        sa.Column("weighing_hash", sa.String(80)),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("answer_content_id", sa.String(200)),
        sa.Column("until", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("erased", sa.Integer, nullable=False),
        sa.Column("left_over", sa.Integer, nullable=False),
        sa.Column("ended_position", sa.BigInteger),
        sa.Column("upto", sa.BigInteger),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("going", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger),
    )
    index("data_requests", "person", ["person"])
    index("data_requests", "next", ["next_at"], where="next_at IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
