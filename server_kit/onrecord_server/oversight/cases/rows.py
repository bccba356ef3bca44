"""The tables of reviews: cases, reports, what waits for a second person, looks, appeals and notices."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state`` knows no time and no duty: both are asked at each question. ``before`` and ``after`` are
#: null where the policy says how many. ``pepper`` keeps pseudonyms from being guessed; no entry has it.
cases: Final = table(
    "cases",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("trigger", sa.String(40), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("due_at", Micros, nullable=False),
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
    sa.Column("opened_at", Micros, nullable=False),
    sa.Column("disposition", sa.String(24)),
    sa.Column("action", sa.String(16)),
    sa.Column("decided_by", sa.String(160)),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("decided_at", Micros),
    sa.Column("content_id", sa.String(200)),
    sa.Column("appeal_until", Micros),
    sa.Column("pepper", sa.LargeBinary(16), nullable=False),
    sa.Index("ix_onrecord_cases_queue", "tenant", "state", "rank", "due_at", "id"),
    sa.Index("ix_onrecord_cases_message", "tenant", "message"),
    sa.Index("ix_onrecord_cases_person", "tenant", "person"),
    sa.Index("ix_onrecord_cases_opened", "tenant", "opened_at"),
    sa.Index("ix_onrecord_cases_decided", "tenant", "decided_at"),
)

#: What is said is content. ``reporter`` is shown to nobody but themselves, and who revealed it.
reports: Final = table(
    "reports",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("case", sa.String(40), nullable=False),
    sa.Column("message", sa.String(40)),
    sa.Column("conversation", sa.String(40)),
    sa.Column("person", sa.String(160)),
    sa.Column("reporter", sa.String(160), nullable=False),
    sa.Column("reason_code", sa.String(24), nullable=False),
    sa.Column("content_id", sa.String(200)),
    sa.Column("at", Micros, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Index("ix_onrecord_reports_reporter", "tenant", "reporter", "at"),
    sa.Index("ix_onrecord_reports_case", "tenant", "case"),
)

#: One row for each look at a case; who is or was in the conversation reads of it. Where it names a
#: ``person``, it is of what that person wrote and nobody else was shown, and they alone read of it.
case_looks: Final = table(
    "case_looks",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("case", sa.String(40), nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("duty", sa.String(40), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("low", sa.BigInteger, nullable=False),
    sa.Column("high", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("person", sa.String(160)),
    sa.Index("ix_onrecord_case_looks_conversation", "tenant", "conversation", "at"),
    sa.Index("ix_onrecord_case_looks_case", "tenant", "case"),
    sa.Index("ix_onrecord_case_looks_at", "tenant", "at"),
)

#: What waits for a second person, and what became of it. ``hash`` is of exactly what was asked.
case_requests: Final = table(
    "case_requests",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("case", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("asked_by", sa.String(160), nullable=False),
    sa.Column("asked_at", Micros, nullable=False),
    sa.Column("content_id", sa.String(200)),
    sa.Column("whom", sa.String(16)),
    sa.Column("before", sa.Integer),
    sa.Column("after", sa.Integer),
    sa.Column("disposition", sa.String(24)),
    sa.Column("action", sa.String(16)),
    sa.Column("decided_by", sa.String(160)),
    sa.Column("decided_at", Micros),
    sa.Column("appeal", sa.String(40)),
    sa.Column("upheld", sa.Boolean),
    sa.Index("ix_onrecord_case_requests_case", "tenant", "case", "asked_at"),
)

#: ``dispute``: nobody had decided yet when it was made.
appeals: Final = table(
    "appeals",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("case", sa.String(40), nullable=False),
    sa.Column("message", sa.String(40)),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("dispute", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("made_at", Micros, nullable=False),
    sa.Column("due_at", Micros, nullable=False),
    sa.Column("decided_by", sa.String(160)),
    sa.Column("decided_at", Micros),
    sa.Column("answer_id", sa.String(200)),
    sa.Column("approved_by", sa.String(160)),
    sa.Index("ix_onrecord_appeals_person", "tenant", "person", "made_at"),
    sa.Index("ix_onrecord_appeals_case", "tenant", "case"),
    sa.Index("ix_onrecord_appeals_state", "tenant", "state", "made_at", "id"),
)

#: What was done, for those to whom it was done. What the reviewer wrote for them is content.
#: ``template`` is the hash of the tenant's own words for it, null where the product's hold.
#: ``needs`` is what waits for a second person, and ``about`` the id of it.
notices: Final = table(
    "notices",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("person", sa.String(160), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("rule", sa.String(40), nullable=False),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("message", sa.String(40)),
    sa.Column("conversation", sa.String(40)),
    sa.Column("acted", sa.Boolean),
    sa.Column("content_id", sa.String(200)),
    sa.Column("appeal_until", Micros),
    sa.Column("case", sa.String(40)),
    sa.Column("at", Micros, nullable=False),
    sa.Column("read_at", Micros),
    sa.Column("position", sa.BigInteger),
    sa.Column("template", sa.String(80)),
    sa.Column("needs", sa.String(16)),
    sa.Column("about", sa.String(40)),
    sa.Index("ix_onrecord_notices_person", "tenant", "person", "at"),
)
