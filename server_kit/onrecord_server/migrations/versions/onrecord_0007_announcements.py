"""Who was reached by an announcement, and who acknowledged it."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import add, create, index


revision = "onrecord_0007"
down_revision = "onrecord_0006"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _acknowledgements()
    _reached()
    _reminders()
    _audiences()
    for name in ("allow_replies", "allow_reactions"):
        column = sa.Column(name, sa.Boolean, nullable=False, server_default=sa.true())
        add("conversations", column)
    index("messages", "acknowledge", ["conversation", "position"], where="acknowledge = TRUE")


def _acknowledgements() -> None:
    create(
        "acknowledgements",
        ["message", "person", "version"],
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("commitment", sa.String(80), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("on_behalf_of", sa.String(160)),
        sa.Column("position", Number),
    )


def _reached() -> None:
    create(
        "reached",
        ["message", "person"],
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("at", Number, nullable=False),
    )


def _reminders() -> None:
    create(
        "reminders",
        ["message"],
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("whom", sa.String(16), nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", Number),
    )


def _audiences() -> None:
    create(
        "audiences",
        ["conversation"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("rule", sa.String(500)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    create(
        "audience_members",
        ["conversation", "person"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
