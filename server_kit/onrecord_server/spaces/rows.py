"""The tables of spaces, of who is in them, and of who asks to be."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Title and about are content; ``title_key`` is what the directory searches.
spaces: Final = table(
    "spaces",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("access", sa.String(16), nullable=False),
    sa.Column("title_key", sa.String(420), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("rule", sa.String(500)),
    sa.Column("rule_role", sa.String(16), nullable=False),
    sa.Column("rule_version", sa.Integer, nullable=False),
    sa.Column("archived", sa.Boolean, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Index("ix_onrecord_spaces_title", "tenant", "title_key", "id"),
)

#: A row stays when a person leaves (``active`` false). ``kept_out``: removed by hand, so that the
#: rule does not bring them back. ``channel`` is the one channel of a guest.
space_members: Final = table(
    "space_members",
    sa.Column("space", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("source", sa.String(8), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("kept_out", sa.Boolean, nullable=False),
    sa.Column("channel", sa.String(40)),
    sa.Index("ix_onrecord_space_members_person", "tenant", "person", "active"),
)

space_requests: Final = table(
    "space_requests",
    sa.Column("space", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Index("ix_onrecord_space_requests_state", "tenant", "space", "state", "at"),
)
