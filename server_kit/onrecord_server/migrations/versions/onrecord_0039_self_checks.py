"""Self-checks of the record, with what each found."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0039"
down_revision = "onrecord_0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "self_checks",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_by", sa.String(160)),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("versions", sa.BigInteger, nullable=False),
        sa.Column("erased", sa.BigInteger, nullable=False),
        sa.Column("checkpoint", sa.BigInteger, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("ended_position", sa.BigInteger),
        sa.Column("lease", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reached", sa.BigInteger, nullable=False),
    )
    index("self_checks", "begun", ["begun_at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
