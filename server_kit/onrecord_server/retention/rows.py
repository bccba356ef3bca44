"""The table of runs: each goes once through everything whose time may be over."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``position`` is the last place that was looked at: a run that was killed goes on there. ``upto`` is where
#: the record stood as it began. ``counts`` is JSON: rule → what became of how many. ``ended_position`` is
#: that of its certificate.
runs: Final = table(
    "retention_runs",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
    sa.Column("first_position", sa.BigInteger),
    sa.Column("last_position", sa.BigInteger),
    sa.Column("begun_at", Micros, nullable=False),
    sa.Column("ended_at", Micros),
    sa.Column("ended_position", sa.BigInteger),
    sa.Index("ix_onrecord_retention_runs_state", "tenant", "state"),
)
