"""Grants, their approvals, the looks that they led to, and impersonation."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0013"
down_revision = "onrecord_0012"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _grants()
    create(
        "grant_approvals",
        ["grant", "person"],
        sa.Column("grant", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("scope_hash", sa.String(80), nullable=False),
        sa.Column("at", Number, nullable=False),
    )
    _disclosures()
    _impersonations()


def _grants() -> None:
    create(
        "grants",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
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
        sa.Column("requested_at", Number, nullable=False),
        sa.Column("opened_at", Number),
        sa.Column("expires_at", Number),
        sa.Column("deferred_until", Number),
        sa.Column("ended_by", sa.String(160)),
        sa.Column("ended_content_id", sa.String(200)),
        sa.Column("review_due", Number),
        sa.Column("reviewed_by", sa.String(160)),
        sa.Column("review_content_id", sa.String(200)),
    )
    index("grants", "requester", ["requester", "requested_at"])


def _disclosures() -> None:
    create(
        "disclosures",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("grant", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("visible_from", Number, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("low", Number, nullable=False),
        sa.Column("high", Number, nullable=False),
        sa.Column("position", Number),
    )
    index("disclosures", "conversation", ["conversation", "at"])
    index("disclosures", "grant", ["grant"])


def _impersonations() -> None:
    create(
        "impersonations",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("service", sa.String(160), nullable=False),
        sa.Column("hour", Number, nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("position", Number),
    )
    index("impersonations", "hour", ["person", "service", "hour"])
    index("impersonations", "person", ["person", "at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
