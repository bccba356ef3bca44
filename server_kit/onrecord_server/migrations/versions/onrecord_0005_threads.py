"""Who follows which thread, and what names many people at once."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create, drop_index, index


revision = "onrecord_0005"
down_revision = "onrecord_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _threads()
    _mentions()


def _threads() -> None:
    create(
        "threads",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("root_position", sa.BigInteger, nullable=False),
        sa.Column("replies", sa.Integer, nullable=False),
        sa.Column("last_position", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.Column("people", sa.Text, nullable=False),
    )
    create(
        "followers",
        ["thread", "person"],
        sa.Column("thread", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("following", sa.Boolean, nullable=False),
        sa.Column("read_position", sa.BigInteger, nullable=False),
    )
    index("followers", "person", ["person", "following", "conversation"])


def _mentions() -> None:
    add("messages", sa.Column("thread_author", sa.String(160)))
    add("mentions", sa.Column("thread", sa.String(40)))
    drop_index("mentions", "unread")
    index("mentions", "unread", ["person", "conversation", "thread", "position"])
    many = "wide IS NOT NULL OR roles IS NOT NULL"
    index("messages", "wide", ["conversation", "position"], where=many)
    index("messages", "wide_author", ["author", "created_at"], where=many)


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
