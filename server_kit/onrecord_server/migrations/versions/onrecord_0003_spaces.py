"""Spaces and who is in them."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create, index


revision = "onrecord_0003"
down_revision = "onrecord_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _spaces()
    _members()
    _requests()
    no = sa.false()
    add("conversations", sa.Column("shelved", sa.Boolean, nullable=False, server_default=no))


def _spaces() -> None:
    create(
        "spaces",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("access", sa.String(16), nullable=False),
        sa.Column("title_key", sa.String(420), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("rule", sa.String(500)),
        sa.Column("rule_role", sa.String(16), nullable=False),
        sa.Column("rule_version", sa.Integer, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    index("spaces", "title", ["title_key", "id"])


def _members() -> None:
    create(
        "space_members",
        ["space", "person"],
        sa.Column("space", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("kept_out", sa.Boolean, nullable=False),
        sa.Column("channel", sa.String(40)),
    )
    index("space_members", "person", ["person", "active"])


def _requests() -> None:
    create(
        "space_requests",
        ["space", "person"],
        sa.Column("space", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    index("space_requests", "state", ["space", "state", "at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
