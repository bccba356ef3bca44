"""The tables of the policy: its versions, who approved each, and who acknowledged which."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: The versions of a tenant's policy. What one says is its content; ``state`` knows no time: an
#: approved one is in force from its date, until a later one is.
policies: Final = table(
    "policies",
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("base", sa.Integer),
    sa.Column("material", sa.Boolean),
    sa.Column("needs", sa.Integer),
    sa.Column("effective_from", Micros),
    sa.Column("created_at", Micros, nullable=False),
)

#: One row for each approval; it follows from its entry.
policy_approvals: Final = table(
    "policy_approvals",
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("at", Micros, nullable=False),
)

#: One row for each version that a person acknowledged; it follows from its entry.
policy_acknowledgements: Final = table(
    "policy_acknowledgements",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("locale", sa.String(40), nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("on_behalf_of", sa.String(160)),
    sa.Column("position", sa.BigInteger),
)

#: One row for each change of the words for a kind of notice; ``hash`` is of all its languages, of
#: which there are ``locales``. It follows from its entry; the words are content.
notice_templates: Final = table(
    "notice_templates",
    sa.Column("kind", sa.String(24), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("locale", sa.String(40), nullable=False),
    sa.Column("locales", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("at", Micros, nullable=False),
)
