"""Reviews: cases, reports, what waits for a second person, looks, appeals and notices."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import create, index


revision = "onrecord_0016"
down_revision = "onrecord_0015"
branch_labels = None
depends_on = None


Number = sa.BigInteger


def upgrade() -> None:
    _cases()
    _reports()
    _case_looks()
    _case_requests()
    _appeals()
    _notices()


def _cases() -> None:
    create(
        "cases",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("trigger", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("due_at", Number, nullable=False),
        sa.Column("conversation", sa.String(40)),
        sa.Column("message", sa.String(40)),
        sa.Column("person", sa.String(160)),
        sa.Column("findings", sa.Integer, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("assignee", sa.String(160)),
        sa.Column("assigned_by", sa.String(160)),
        sa.Column("escalated_by", sa.String(160)),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("policy_hash", sa.String(80), nullable=False),
        sa.Column("opened_at", Number, nullable=False),
        sa.Column("disposition", sa.String(24)),
        sa.Column("action", sa.String(16)),
        sa.Column("decided_by", sa.String(160)),
        sa.Column("approved_by", sa.String(160)),
        sa.Column("decided_at", Number),
        sa.Column("content_id", sa.String(200)),
        sa.Column("appeal_until", Number),
        sa.Column("pepper", sa.LargeBinary(16), nullable=False),
    )
    index("cases", "queue", ["state", "rank", "due_at", "id"])
    index("cases", "message", ["message"])
    index("cases", "person", ["person"])


def _reports() -> None:
    create(
        "reports",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("case", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40)),
        sa.Column("conversation", sa.String(40)),
        sa.Column("person", sa.String(160)),
        sa.Column("reporter", sa.String(160), nullable=False),
        sa.Column("reason_code", sa.String(24), nullable=False),
        sa.Column("content_id", sa.String(200)),
        sa.Column("at", Number, nullable=False),
        sa.Column("position", Number),
    )
    index("reports", "reporter", ["reporter", "at"])
    index("reports", "case", ["case"])


def _case_looks() -> None:
    create(
        "case_looks",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("case", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("duty", sa.String(40), nullable=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("low", Number, nullable=False),
        sa.Column("high", Number, nullable=False),
        sa.Column("position", Number),
    )
    index("case_looks", "conversation", ["conversation", "at"])
    index("case_looks", "case", ["case"])


def _case_requests() -> None:
    create(
        "case_requests",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("case", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("asked_by", sa.String(160), nullable=False),
        sa.Column("asked_at", Number, nullable=False),
        sa.Column("content_id", sa.String(200)),
        sa.Column("whom", sa.String(16)),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
        sa.Column("disposition", sa.String(24)),
        sa.Column("action", sa.String(16)),
        sa.Column("decided_by", sa.String(160)),
        sa.Column("decided_at", Number),
    )
    index("case_requests", "case", ["case", "asked_at"])


def _appeals() -> None:
    create(
        "appeals",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("case", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40)),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("dispute", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("made_at", Number, nullable=False),
        sa.Column("due_at", Number, nullable=False),
        sa.Column("decided_by", sa.String(160)),
        sa.Column("decided_at", Number),
        sa.Column("answer_id", sa.String(200)),
    )
    index("appeals", "person", ["person", "made_at"])
    index("appeals", "case", ["case"])


def _notices() -> None:
    create(
        "notices",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("message", sa.String(40)),
        sa.Column("conversation", sa.String(40)),
        sa.Column("acted", sa.Boolean),
        sa.Column("content_id", sa.String(200)),
        sa.Column("appeal_until", Number),
        sa.Column("case", sa.String(40)),
        sa.Column("at", Number, nullable=False),
        sa.Column("read_at", Number),
        sa.Column("position", Number),
    )
    index("notices", "person", ["person", "at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
