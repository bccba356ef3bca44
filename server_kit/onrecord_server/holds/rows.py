"""The tables of legal holds."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Name, reason and scope are content: they name people. ``content_id`` is that of the widest scope.
#: A silent one says nothing to the people whom it names, and needs a second person to open.
holds: Final = table(
    "holds",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("silent", sa.Boolean, nullable=False),
    sa.Column("requester", sa.String(160), nullable=False),
    sa.Column("scope_hash", sa.String(80), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("requested_at", Micros, nullable=False),
    sa.Column("opened_at", Micros),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("release_asked_by", sa.String(160)),
    sa.Column("release_content_id", sa.String(200)),
    sa.Column("ended_by", sa.String(160)),
    sa.Column("ended_at", Micros),
    sa.Column("refusal_content_id", sa.String(200)),
    sa.Index("ix_onrecord_holds_state", "tenant", "state"),
)

#: Who is told of a hold. ``remind_at`` is when they hear of it next; null once they have acknowledged
#: the ``revision`` that they were told of, or the hold is over. Of a silent hold there is no row.
custodians: Final = table(
    "hold_custodians",
    sa.Column("hold", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("told_at", Micros, nullable=False),
    sa.Column("due_at", Micros, nullable=False),
    sa.Column("remind_at", Micros),
    sa.Column("reminders", sa.Integer, nullable=False),
    sa.Column("reminded_at", Micros),
    sa.Column("acknowledged_at", Micros),
    sa.Column("lifted_at", Micros),
    sa.Index("ix_onrecord_hold_custodians_person", "tenant", "person"),
    sa.Index(
        "ix_onrecord_hold_custodians_remind",
        "tenant",
        "remind_at",
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    ),
)
