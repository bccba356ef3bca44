"""What conversations and messages of a team know of themselves."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, drop_index, index


revision = "onrecord_0004"
down_revision = "onrecord_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _conversations()
    _messages()


def _conversations() -> None:
    add("conversations", sa.Column("space", sa.String(40)))
    no, everybody = sa.false(), "everybody"
    add("conversations", sa.Column("archived", sa.Boolean, nullable=False, server_default=no))
    for name, default in (
        ("posting", everybody),
        ("wide_mentions", everybody),
        ("joining", "invited"),
    ):
        column = sa.Column(name, sa.String(16), nullable=False, server_default=default)
        add("conversations", column)
    index("conversations", "space", ["space"])
    add("members", sa.Column("level", sa.String(10), nullable=False, server_default="all"))


def _messages() -> None:
    yes, no = sa.true(), sa.false()
    add("messages", sa.Column("thread", sa.String(40)))
    add("messages", sa.Column("in_channel", sa.Boolean, nullable=False, server_default=yes))
    add("messages", sa.Column("wide", sa.String(8)))
    add("messages", sa.Column("roles", sa.Text))
    priority = sa.Column("priority", sa.String(10), nullable=False, server_default="normal")
    add("messages", priority)
    add("messages", sa.Column("acknowledge", sa.Boolean, nullable=False, server_default=no))
    drop_index("messages", "conversation")
    index("messages", "timeline", ["conversation", "in_channel", "position"])
    index("messages", "thread", ["thread", "position"], where="thread IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
