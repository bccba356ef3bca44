"""Reactions, pins and saved messages."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0006"
down_revision = "onrecord_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reactions()
    _pins()
    _saved()


def _reactions() -> None:
    create(
        "reactions",
        ("person", "message", "emoji"),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("emoji", sa.String(40), nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    index("reactions", "order", ["message", "position"])
    index("reactions", "emoji", ["message", "emoji", "position"])
    create(
        "reaction_totals",
        ("message", "emoji"),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("emoji", sa.String(40), nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("first_position", sa.BigInteger, nullable=False),
    )


def _pins() -> None:
    create(
        "pins",
        ("conversation", "message"),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    index("pins", "order", ["conversation", "position"])


def _saved() -> None:
    create(
        "saved",
        ("person", "message"),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    index("saved", "order", ["person", "position"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
