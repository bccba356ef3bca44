"""Signed heads of the record, and the signatures that witnesses add."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import append_only, create


revision = "onrecord_0002"
down_revision = "onrecord_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "checkpoints",
        ["origin", "size"],
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("vkey", sa.String(400), nullable=False),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    append_only("checkpoints", ["origin", "size"])
    create(
        "cosignatures",
        ["origin", "size", "witness"],
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("witness", sa.String(255), nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    append_only("cosignatures", ["origin", "size", "witness"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
