"""What is found in messages, what is kept back, and who is frozen."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index, unique


revision = "onrecord_0015"
down_revision = "onrecord_0014"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _hits()
    _held()
    create(
        "freezes",
        ["person"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("begins_at", Number, nullable=False),
        sa.Column("ends_at", Number, nullable=False),
        sa.Column("trigger", sa.String(40)),
        sa.Column("reason", sa.String(40)),
    )
    create(
        "paces",
        ["person", "message"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("digest", sa.String(40), nullable=False),
    )


def _hits() -> None:
    create(
        "hits",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("trigger", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("lexicon", sa.String(40)),
        sa.Column("lexicon_version", sa.Integer),
        sa.Column("spans", sa.Integer, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("policy_hash", sa.String(80), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("position", Number),
    )
    index("hits", "message", ["message", "version"])
    index("hits", "author", ["author", "trigger", "at"])
    index("hits", "at", ["at"])


def _held() -> None:
    create(
        "held",
        ["id", "number"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("on_behalf_of", sa.String(160)),
        sa.Column("client_id", sa.String(64)),
        sa.Column("body_hash", sa.LargeBinary(16)),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("trigger", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("policy_hash", sa.String(80), nullable=False),
        sa.Column("reply_to", sa.String(40)),
        sa.Column("thread", sa.String(40)),
        sa.Column("thread_author", sa.String(160)),
        sa.Column("in_channel", sa.Boolean, nullable=False),
        sa.Column("priority", sa.String(10), nullable=False),
        sa.Column("acknowledge", sa.Boolean, nullable=False),
        sa.Column("attachments", sa.Text),
        sa.Column("created_at", Number, nullable=False),
        sa.Column("decided_at", Number),
        sa.Column("position", Number),
        unique("held", "author", "client_id"),
    )
    index("held", "own", ["author", "conversation", "position"])
    index("held", "state", ["state", "created_at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
