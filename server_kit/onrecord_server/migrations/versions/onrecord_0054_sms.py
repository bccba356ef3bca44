"""Texts to people outside: accounts, numbers, contacts, consents, and what became of each text."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import append_only, create, index, unique


revision = "onrecord_0054"
down_revision = "onrecord_0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _accounts()
    _senders()
    _contacts()
    _pairs()
    _consents()
    _outbox()
    _attempts()
    _hooks()


def _accounts() -> None:
    create(
        "sms_accounts",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("provider", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("secret_names", sa.Text, nullable=False),
        sa.Column("secrets", sa.Text),
        sa.Column("key_id", sa.String(64)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("hook", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        unique("sms_accounts", "hook"),
        unique("sms_accounts", "name"),
    )


def _senders() -> None:
    create(
        "sms_senders",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("region", sa.String(3)),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("programme", sa.String(80)),
        sa.Column("brand_id", sa.String(80)),
        sa.Column("campaign_id", sa.String(80)),
        sa.Column("use_case", sa.String(80)),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("rate", sa.Integer, nullable=False),
        sa.Column("daily_cap", sa.Integer),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("slot_at", sa.BigInteger, nullable=False),
        unique("sms_senders", "number"),
    )


def _contacts() -> None:
    create(
        "sms_contacts",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("client_ref", sa.String(128)),
        sa.Column("tz", sa.String(64)),
        sa.Column("us_state", sa.String(2)),
        sa.Column("locale", sa.String(35)),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        unique("sms_contacts", "number", "generation"),
        unique("sms_contacts", "person"),
    )
    index("sms_contacts", "client_ref", ["client_ref"])


def _pairs() -> None:
    create(
        "sms_pairs",
        ["sender", "contact"],
        sa.Column("sender", sa.String(40), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("assignee", sa.String(160), nullable=False),
        sa.Column("cover", sa.String(160)),
        sa.Column("cover_until", sa.BigInteger),
        sa.Column("disclosed_at", sa.BigInteger),
        sa.Column("wrote_at", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        unique("sms_pairs", "conversation"),
    )
    index("sms_pairs", "contact", ["contact"])
    index("sms_pairs", "assignee", ["assignee"])


def _consents() -> None:
    create(
        "sms_consents",
        ["number", "seq"],
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reach", sa.String(16), nullable=False),
        sa.Column("sender", sa.String(40)),
        sa.Column("programme", sa.String(80)),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("text_hash", sa.String(80)),
        sa.Column("message", sa.String(40)),
        sa.Column("by", sa.String(160), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger),
        unique("sms_consents", "id"),
    )
    index("sms_consents", "recorded", ["recorded_at", "id"])
    append_only("sms_consents", ["number", "seq"])


def _outbox() -> None:
    create(
        "sms_outbox",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("sender", sa.String(40), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("confirms", sa.Boolean, nullable=False),
        sa.Column("purpose", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reports", sa.Text, nullable=False),
        sa.Column("segments", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(64)),
        sa.Column("provider_id", sa.String(200)),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("lease", sa.BigInteger),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(80)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("begun_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        unique("sms_outbox", "message"),
    )
    index("sms_outbox", "conversation", ["conversation", "created_at"])
    index("sms_outbox", "sender", ["sender", "begun_at"])
    index("sms_outbox", "provider_id", ["provider_id"])
    index("sms_outbox", "next_at", ["next_at"], where="next_at IS NOT NULL")
    index("sms_outbox", "lease", ["lease"], where="lease IS NOT NULL")
    index("sms_outbox", "unconfirmed", ["begun_at"], where="state = 'unconfirmed'")


def _attempts() -> None:
    create(
        "sms_attempts",
        ["outbox", "number"],
        sa.Column("outbox", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("provider_id", sa.String(200)),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("outcome", sa.String(16)),
        sa.Column("code", sa.String(64)),
        sa.Column("content_id", sa.String(200)),
        unique("sms_attempts", "reference"),
    )


def _hooks() -> None:
    create(
        "sms_hooks",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(80)),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("park_until", sa.BigInteger),
        sa.Column("settled_at", sa.BigInteger),
        unique("sms_hooks", "account", "key"),
    )
    index("sms_hooks", "state", ["state", "at"])


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
