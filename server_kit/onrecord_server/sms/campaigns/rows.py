"""The tables of campaigns."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``pace`` is texts a minute; ``slot_at`` is when the next recipient may be taken by it.
sms_campaigns: Final = table(
    "sms_campaigns",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("sender", sa.String(40), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("template", sa.Text, nullable=False),
    sa.Column("owner", sa.String(160), nullable=False),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("pace", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("started_at", Micros),
    sa.Column("ended_at", Micros),
    sa.Column("slot_at", Micros, nullable=False),
    sa.Index("ix_onrecord_sms_campaigns_sender", "tenant", "sender", "created_at"),
    sa.Index("ix_onrecord_sms_campaigns_state", "tenant", "state", "slot_at"),
)

#: Who gets it, in the order of ``place``. ``next_at`` is when one is due, or, of one that is taken, until
#: when who took it has the turn: its message has an id of the campaign's own, so that it is said once.
sms_recipients: Final = table(
    "sms_recipients",
    sa.Column("campaign", sa.String(40), primary_key=True),
    sa.Column("contact", sa.String(40), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(80)),
    sa.Column("conversation", sa.String(40)),
    sa.Column("message", sa.String(40)),
    sa.Column("next_at", Micros),
    sa.UniqueConstraint("tenant", "campaign", "place"),
    sa.Index(
        "ix_onrecord_sms_recipients_next_at",
        "tenant",
        "next_at",
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    ),
)
