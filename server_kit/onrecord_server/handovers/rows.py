"""The table of hand-overs."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``cursor`` is the last conversation that was looked at; ``stopped_by`` why a stopped one ended.
handovers: Final = table(
    "handovers",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("successor", sa.String(160), nullable=False),
    sa.Column("started_by", sa.String(160), nullable=False),
    sa.Column("reason_code", sa.String(40), nullable=False),
    sa.Column("started_at", Micros, nullable=False),
    sa.Column("ended_at", Micros),
    sa.Column("stopped_by", sa.String(16)),
    sa.Column("cursor", sa.String(40), nullable=False),
    sa.Column("handed_over", sa.Integer, nullable=False),
    sa.Column("introduced", sa.Integer, nullable=False),
    sa.Column("left", sa.Integer, nullable=False),
    sa.Column("kept", sa.Integer, nullable=False),
    sa.Index("ix_onrecord_handovers_person", "tenant", "person", "started_at"),
    sa.Index("ix_onrecord_handovers_state", "tenant", "state"),
)
