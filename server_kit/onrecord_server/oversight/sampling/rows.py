"""The tables of random samples: their periods, and what was drawn."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: A period is what lies on the record between ``position`` and ``drawn_position``: whatever clocks
#: do, each message is in one of a trigger at most. ``percent`` is in hundredths. ``seed`` is told to
#: nobody before the draw.
samples: Final = table(
    "samples",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("trigger", sa.String(40), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("population", sa.String(40)),
    sa.Column("percent", sa.Integer, nullable=False),
    sa.Column("due", sa.String(20), nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("policy_hash", sa.String(80), nullable=False),
    sa.Column("commitment", sa.String(64), nullable=False),
    sa.Column("seed", sa.String(64), nullable=False),
    sa.Column("began_at", Micros, nullable=False),
    sa.Column("ends_at", Micros, nullable=False),
    sa.Column("unsampled", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("drawn_at", Micros),
    sa.Column("drawn_position", sa.BigInteger),
    sa.Column("ended_by", sa.String(16)),
    sa.Column("eligible", sa.BigInteger),
    sa.Column("drawn", sa.BigInteger),
    sa.Column("parts", sa.Integer),
    sa.Column("due_at", Micros),
    sa.Column("decided", sa.BigInteger),
    sa.Column("reckoned_at", Micros),
    sa.Index("ix_onrecord_samples_state", "state", "ends_at"),
    sa.Index("ix_onrecord_samples_began", "tenant", "began_at"),
)

#: One row for each message that was drawn; it follows from its entry. ``case`` is what reviewers have
#: of it, null while it waits for its place in their queue.
sample_items: Final = table(
    "sample_items",
    sa.Column("sample", sa.String(40), primary_key=True),
    sa.Column("message", sa.String(40), primary_key=True),
    sa.Column("case", sa.String(40)),
    sa.Index("ix_onrecord_sample_items_message", "tenant", "message"),
    sa.Index(
        "ix_onrecord_sample_items_waiting",
        "tenant",
        "sample",
        sqlite_where=sa.text('"case" IS NULL'),
        postgresql_where=sa.text('"case" IS NULL'),
    ),
)
