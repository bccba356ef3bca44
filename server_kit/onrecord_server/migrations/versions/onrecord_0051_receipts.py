"""What witnesses answered, head by head; and the heads of other records that are cosigned here."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import append_only, create


revision = "onrecord_0051"
down_revision = "onrecord_0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "receipts",
        ["origin", "size", "witness"],
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("witness", sa.String(200), nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("stamp", sa.LargeBinary),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    append_only("receipts", ["origin", "size", "witness"])
    create(
        "cosigned",
        ["origin"],
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
