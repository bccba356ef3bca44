"""Notices: a link in place of a text, and the codes that open its page."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index, unique


revision = "onrecord_0057"
down_revision = "onrecord_0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _notices()
    _codes()


def _notices() -> None:
    create(
        "sms_notices",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("made_at", sa.BigInteger),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("read_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        unique("sms_notices", "message"),
        unique("sms_notices", "token_hash"),
    )
    index("sms_notices", "conversation", ["conversation", "created_at"])


def _codes() -> None:
    create(
        "sms_codes",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("notice", sa.String(40), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("session_hash", sa.String(64)),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("open_until", sa.BigInteger),
        unique("sms_codes", "session_hash"),
    )
    index("sms_codes", "notice", ["notice", "asked_at"])
    index("sms_codes", "contact", ["contact", "asked_at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
