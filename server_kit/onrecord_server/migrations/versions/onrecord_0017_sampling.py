"""Random samples and what they drew, and the tags of conversations."""

import sqlalchemy as sa
from alembic import op

from onrecord_server.migrations.tables import create, index, schema


revision = "onrecord_0017"
down_revision = "onrecord_0016"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _samples()
    create(
        "sample_items",
        ["sample", "message"],
        sa.Column("sample", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("case", sa.String(40)),
    )
    index("sample_items", "message", ["message"])
    index("sample_items", "waiting", ["sample"], '"case" IS NULL')
    create(
        "conversation_tags",
        ["conversation", "tag"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("tag", sa.String(40), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("lifted_position", Number),
    )


def _samples() -> None:
    create(
        "samples",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("trigger", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("population", sa.String(40)),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("due", sa.String(20), nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("policy_hash", sa.String(80), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("began_at", Number, nullable=False),
        sa.Column("ends_at", Number, nullable=False),
        sa.Column("unsampled", Number, nullable=False),
        sa.Column("position", Number),
        sa.Column("drawn_at", Number),
        sa.Column("drawn_position", Number),
        sa.Column("ended_by", sa.String(16)),
        sa.Column("eligible", Number),
        sa.Column("drawn", Number),
        sa.Column("parts", sa.Integer),
        sa.Column("due_at", Number),
        sa.Column("decided", Number),
        sa.Column("reckoned_at", Number),
    )
    # Asked for all tenants at once, by what looks after periods.
    op.create_index(
        "ix_onrecord_samples_state", "onrecord_samples", ["state", "ends_at"], schema=schema()
    )
    index("samples", "began", ["began_at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
