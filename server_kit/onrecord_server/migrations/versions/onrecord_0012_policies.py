"""The policy, its approvals and its acknowledgements."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create


revision = "onrecord_0012"
down_revision = "onrecord_0011"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _policies()
    create(
        "policy_approvals",
        ["version", "person"],
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("at", Number, nullable=False),
    )
    create(
        "policy_acknowledgements",
        ["person", "version"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(40), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("on_behalf_of", sa.String(160)),
        sa.Column("position", Number),
    )


def _policies() -> None:
    create(
        "policies",
        ["version"],
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("base", sa.Integer),
        sa.Column("material", sa.Boolean),
        sa.Column("needs", sa.Integer),
        sa.Column("effective_from", Number),
        sa.Column("created_at", Number, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
