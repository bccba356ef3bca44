"""The tables of texts to people outside."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``secrets`` is a box that opens with the tenant's key ``key_id`` alone; without one the host's code gives
#: the account under its ``name``. ``hook`` is the secret part of the path at which the provider calls back.
sms_accounts: Final = table(
    "sms_accounts",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("provider", sa.String(16), nullable=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("settings", sa.Text, nullable=False),
    sa.Column("secret_names", sa.Text, nullable=False),
    sa.Column("secrets", sa.Text),
    sa.Column("key_id", sa.String(64)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("hook", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "hook"),
    sa.UniqueConstraint("tenant", "name"),
)

#: ``rate`` is texts a minute; ``slot_at`` when the next one may go by it. ``inbox`` is a list of persons.
sms_senders: Final = table(
    "sms_senders",
    sa.Column("id", sa.String(40), primary_key=True),
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
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("slot_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "number"),
)

#: Who has, or had, a number: ``generation`` counts them, and the last one is ``active``. ``person`` is an
#: outsider among the people.
sms_contacts: Final = table(
    "sms_contacts",
    sa.Column("id", sa.String(40), primary_key=True),
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
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("ended_at", Micros),
    sa.UniqueConstraint("tenant", "number", "generation"),
    sa.UniqueConstraint("tenant", "person"),
    sa.Index("ix_onrecord_sms_contacts_client_ref", "tenant", "client_ref"),
)

#: The one conversation of a sender and a contact. ``wrote_at`` is when the other side wrote last.
sms_pairs: Final = table(
    "sms_pairs",
    sa.Column("sender", sa.String(40), primary_key=True),
    sa.Column("contact", sa.String(40), primary_key=True),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("assignee", sa.String(160), nullable=False),
    sa.Column("cover", sa.String(160)),
    sa.Column("cover_until", Micros),
    sa.Column("disclosed_at", Micros),
    sa.Column("wrote_at", Micros),
    sa.Column("created_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "conversation"),
    sa.Index("ix_onrecord_sms_pairs_contact", "tenant", "contact"),
    sa.Index("ix_onrecord_sms_pairs_assignee", "tenant", "assignee"),
)

#: The ledger: only inserts. ``seq`` is the order of the lines of one number. ``words`` are content of ``id``;
#: ``text_hash`` commits to them. ``at`` is when it was said, ``recorded_at`` when it was written down.
sms_consents: Final = table(
    "sms_consents",
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
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
    sa.Column("at", Micros, nullable=False),
    sa.Column("recorded_at", Micros, nullable=False),
    sa.Column("expires", Micros),
    sa.UniqueConstraint("tenant", "id"),
    sa.Index("ix_onrecord_sms_consents_recorded", "tenant", "recorded_at", "id"),
)

#: One row for each text that is to go out. ``state`` is what says most of ``reports``, a list of states;
#: ``reference`` is ours for the attempt that runs, or ran last. ``fence`` counts who took it: a worker that
#: lost its turn settles nothing. ``lease`` is until when that one has the turn, ``next_at`` when it is due.
#: ``purpose`` is what the house says it for: ``disclosure`` or ``help``; of what people say it is null.
sms_outbox: Final = table(
    "sms_outbox",
    sa.Column("id", sa.String(40), primary_key=True),
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
    sa.Column("lease", Micros),
    sa.Column("next_at", Micros),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(80)),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("begun_at", Micros),
    sa.Column("ended_at", Micros),
    sa.UniqueConstraint("tenant", "message"),
    sa.Index("ix_onrecord_sms_outbox_conversation", "tenant", "conversation", "created_at"),
    sa.Index("ix_onrecord_sms_outbox_sender", "tenant", "sender", "begun_at"),
    sa.Index("ix_onrecord_sms_outbox_provider_id", "tenant", "provider_id"),
    sa.Index(
        "ix_onrecord_sms_outbox_next_at",
        "tenant",
        "next_at",
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_onrecord_sms_outbox_lease",
        "tenant",
        "lease",
        sqlite_where=sa.text("lease IS NOT NULL"),
        postgresql_where=sa.text("lease IS NOT NULL"),
    ),
    sa.Index(
        "ix_onrecord_sms_outbox_unconfirmed",
        "tenant",
        "begun_at",
        sqlite_where=sa.text("state = 'unconfirmed'"),
        postgresql_where=sa.text("state = 'unconfirmed'"),
    ),
)

#: Each try of a text, on the record before the provider is called. ``outcome``: accepted, refused, busy,
#: unsure, lost (nobody came back to say it). What the provider answered is content.
sms_attempts: Final = table(
    "sms_attempts",
    sa.Column("outbox", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("reference", sa.String(64), nullable=False),
    sa.Column("provider_id", sa.String(200)),
    sa.Column("begun_at", Micros, nullable=False),
    sa.Column("ended_at", Micros),
    sa.Column("outcome", sa.String(16)),
    sa.Column("code", sa.String(64)),
    sa.Column("content_id", sa.String(200)),
    sa.UniqueConstraint("tenant", "reference"),
)

#: What providers called us with, as it came: content. ``key`` tells a repetition. Parked is what names a text
#: that nobody knows yet, until ``park_until``.
sms_hooks: Final = table(
    "sms_hooks",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("account", sa.String(40), nullable=False),
    sa.Column("key", sa.String(300), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(80)),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("park_until", Micros),
    sa.Column("settled_at", Micros),
    sa.UniqueConstraint("tenant", "account", "key"),
    sa.Index("ix_onrecord_sms_hooks_state", "tenant", "state", "at"),
)
