"""The table of self-checks: who asked, how far each has come, and what it found."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state``: running, passed, failed, stopped. Whoever runs it holds the ``lease``; when that is over
#: somebody else begins anew. ``asked_by`` is null where the schedule did. ``counts`` is JSON: code → how
#: often it was found. ``ended_position`` is where the result stands on the record.
self_checks: Final = table(
    "self_checks",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("asked_by", sa.String(160)),
    sa.Column("begun_at", Micros, nullable=False),
    sa.Column("ended_at", Micros),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("versions", sa.BigInteger, nullable=False),
    sa.Column("erased", sa.BigInteger, nullable=False),
    sa.Column("checkpoint", sa.BigInteger, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
    sa.Column("ended_position", sa.BigInteger),
    sa.Column("lease", Micros),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("reached", sa.BigInteger, nullable=False),
    sa.Index("ix_onrecord_self_checks_begun", "tenant", "begun_at"),
)
