"""The tenant's own words for notices, and which of them a notice used."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create


revision = "onrecord_0023"
down_revision = "onrecord_0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "notice_templates",
        ["kind", "version"],
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("locale", sa.String(40), nullable=False),
        sa.Column("locales", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    add("notices", sa.Column("template", sa.String(80)))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
