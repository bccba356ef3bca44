"""The tables of oversight: grants, their approvals, the looks that they led to, and impersonation."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Reason, scope and paper are content: they name people. ``state`` knows no time: an open one has
#: expired from ``expires_at`` on.
grants: Final = table(
    "grants",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("trigger", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("requester", sa.String(160), nullable=False),
    sa.Column("duty", sa.String(40), nullable=False),
    sa.Column("scope_hash", sa.String(80), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("policy_hash", sa.String(80), nullable=False),
    sa.Column("lasts", sa.String(20), nullable=False),
    sa.Column("approvals_needed", sa.Integer, nullable=False),
    sa.Column("requested_at", Micros, nullable=False),
    sa.Column("opened_at", Micros),
    sa.Column("expires_at", Micros),
    sa.Column("deferred_until", Micros),
    sa.Column("ended_by", sa.String(160)),
    sa.Column("ended_content_id", sa.String(200)),
    sa.Column("review_due", Micros),
    sa.Column("reviewed_by", sa.String(160)),
    sa.Column("review_content_id", sa.String(200)),
    sa.Index("ix_onrecord_grants_requester", "tenant", "requester", "requested_at"),
    sa.Index("ix_onrecord_grants_requested", "tenant", "requested_at"),
)

#: One row for each approval; it follows from its entry.
grant_approvals: Final = table(
    "grant_approvals",
    sa.Column("grant", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("scope_hash", sa.String(80), nullable=False),
    sa.Column("at", Micros, nullable=False),
)

#: One row for each look at a conversation; who is or was in it may read of it from ``visible_from`` on.
disclosures: Final = table(
    "disclosures",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("grant", sa.String(40), nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("visible_from", Micros, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("low", sa.BigInteger, nullable=False),
    sa.Column("high", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("look", sa.String(8), nullable=False, server_default="read"),
    sa.Index("ix_onrecord_disclosures_conversation", "tenant", "conversation", "at"),
    sa.Index("ix_onrecord_disclosures_grant", "tenant", "grant"),
    sa.Index("ix_onrecord_disclosures_at", "tenant", "at"),
)

#: One row for each hour (of UTC, counted from 1970) in which a service acted in a person's name; two
#: processes that begin at the same moment may write one each.
impersonations: Final = table(
    "impersonations",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("service", sa.String(160), nullable=False),
    sa.Column("hour", sa.BigInteger, nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Index("ix_onrecord_impersonations_hour", "tenant", "person", "service", "hour"),
    sa.Index("ix_onrecord_impersonations_person", "tenant", "person", "at"),
)
