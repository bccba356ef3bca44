"""The table of what people are asked to bring."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state``: asked, agreed, declined, withdrawn, done. Why somebody is asked, and what they say to it,
#: is content: it may name others.
import_requests: Final = table(
    "import_requests",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("answer_id", sa.String(200)),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("since", Micros),
    sa.Column("until", Micros),
    sa.Column("requested_by", sa.String(160), nullable=False),
    sa.Column("requested_at", Micros, nullable=False),
    sa.Column("due_at", Micros, nullable=False),
    sa.Column("answered_at", Micros),
    sa.Column("ended_at", Micros),
    sa.Index("ix_onrecord_import_requests_person", "tenant", "person"),
)
