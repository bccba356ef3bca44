"""The tables of notices and of the codes that open their page."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: One row for each text that goes as a notice; ``id`` is the text's. The link itself is nowhere but on the
#: phone: ``token_hash`` is what it is known by, of the attempt that ran last.
sms_notices: Final = table(
    "sms_notices",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("message", sa.String(40), nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("contact", sa.String(40), nullable=False),
    sa.Column("reason", sa.String(16), nullable=False),
    sa.Column("token_hash", sa.String(64)),
    sa.Column("made_at", Micros),
    sa.Column("expires_at", Micros),
    sa.Column("read_at", Micros),
    sa.Column("ended_at", Micros),
    sa.Column("created_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "message"),
    sa.UniqueConstraint("tenant", "token_hash"),
    sa.Index("ix_onrecord_sms_notices_conversation", "tenant", "conversation", "created_at"),
)

#: One row for each code that was asked for; ``id`` is that of the text which carries it. ``session_hash`` is of
#: the cookie that it was changed for, which opens the page until ``open_until``.
sms_codes: Final = table(
    "sms_codes",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("notice", sa.String(40), nullable=False),
    sa.Column("contact", sa.String(40), nullable=False),
    sa.Column("code_hash", sa.String(64)),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("session_hash", sa.String(64)),
    sa.Column("asked_at", Micros, nullable=False),
    sa.Column("expires_at", Micros, nullable=False),
    sa.Column("open_until", Micros),
    sa.UniqueConstraint("tenant", "session_hash"),
    sa.Index("ix_onrecord_sms_codes_notice", "tenant", "notice", "asked_at"),
    sa.Index("ix_onrecord_sms_codes_contact", "tenant", "contact", "asked_at"),
)
