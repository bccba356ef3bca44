"""The table of what people ask of what is kept about them."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Microseconds that somebody has to fetch their copy once they opened it.
OPEN: Final = 3_600_000_000

#: What was said is content. ``upto`` is where the record stood when it was weighed: what the person says
#: later is not meant. ``position`` is how far the pass has come that is under way, ``going`` how much it
#: erased so far, ``next_at`` when it goes on.
data_requests: Final = table(
    "data_requests",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("made_by", sa.String(160), nullable=False),
    sa.Column("content_id", sa.String(200)),
    sa.Column("received_at", Micros, nullable=False),
    sa.Column("due_at", Micros, nullable=False),
    sa.Column("extended_content_id", sa.String(200)),
    sa.Column("identified_by", sa.String(160)),
    sa.Column("identified_content_id", sa.String(200)),
    sa.Column("weighed_by", sa.String(160)),
    sa.Column("weighed_at", Micros),
    sa.Column("weighing_content_id", sa.String(200)),
    sa.Column("weighing_hash", sa.String(80)),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("answer_content_id", sa.String(200)),
    sa.Column("until", Micros),
    sa.Column("ended_at", Micros),
    sa.Column("erased", sa.Integer, nullable=False),
    sa.Column("left_over", sa.Integer, nullable=False),
    sa.Column("ended_position", sa.BigInteger),
    sa.Column("upto", sa.BigInteger),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("going", sa.Integer, nullable=False),
    sa.Column("next_at", Micros),
    sa.Index("ix_onrecord_data_requests_person", "tenant", "person"),
    sa.Index(
        "ix_onrecord_data_requests_next",
        "tenant",
        "next_at",
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    ),
)

#: Why a copy was given up.
STOPPED: Final = ("storage", "key_unavailable", "failed")

#: The copies that accesses are answered with. ``id`` is the request's. ``state``: running, done, over, or why it
#: was given up. Whoever writes one holds the ``lease``, until then. Its pieces lie with those of exports.
data_archives: Final = table(
    "data_archives",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("bytes_id", sa.String(40), nullable=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
    sa.Column("size", sa.BigInteger),
    sa.Column("sha256", sa.String(64)),
    sa.Column("until", Micros),
    sa.Column("opened_at", Micros),
    sa.Column("written", sa.BigInteger, nullable=False),
    sa.Column("lease", Micros),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("store", sa.String(300)),
    sa.Index("ix_onrecord_data_archives_running", "tenant", "state", "lease"),
)
