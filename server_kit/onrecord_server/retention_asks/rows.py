"""The table of what rules of retention ask: one row for each rule, space and year that is over."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``rule_hash`` is that of the rule as it was counted by; ``first_at``, ``last_at`` and ``upto`` bound what was
#: counted, ``hash`` seals it. ``position`` is how far erasing has come. What was said is content.
retention_asks: Final = table(
    "retention_asks",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("rule", sa.String(40), nullable=False),
    sa.Column("rule_hash", sa.String(80), nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("space", sa.String(40)),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("held", sa.Integer, nullable=False),
    sa.Column("first_at", Micros, nullable=False),
    sa.Column("last_at", Micros, nullable=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("asked_at", Micros, nullable=False),
    sa.Column("counted_at", Micros, nullable=False),
    sa.Column("answered_by", sa.String(160)),
    sa.Column("answered_at", Micros),
    sa.Column("answer_content_id", sa.String(200)),
    sa.Column("until", Micros),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("refused_by", sa.String(160)),
    sa.Column("refusal_content_id", sa.String(200)),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("erased", sa.Integer, nullable=False),
    sa.Column("still_held", sa.Integer, nullable=False),
    sa.Column("kept", sa.Integer, nullable=False),
    sa.Column("ended_at", Micros),
    sa.Column("ended_position", sa.BigInteger),
    sa.Index("ix_onrecord_retention_asks_state", "tenant", "state"),
)
