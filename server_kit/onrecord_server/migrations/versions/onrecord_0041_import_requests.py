"""What people are asked to bring from other programs, and which import was sent for it."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create, index


revision = "onrecord_0041"
down_revision = "onrecord_0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "import_requests",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("answer_id", sa.String(200)),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger),
        sa.Column("until", sa.BigInteger),
        sa.Column("requested_by", sa.String(160), nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("answered_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
    )
    index("import_requests", "person", ["person"])
    add("imports", sa.Column("request", sa.String(40)))
    index("imports", "request", ["request"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
