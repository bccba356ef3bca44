"""What search looks in: rows of tokens, and a full-text index over them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from onrecord_server.migrations.tables import create, schema


revision = "onrecord_0009"
down_revision = "onrecord_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create("search_tenants", [], sa.Column("number", sa.Integer, nullable=False))
    name = "uq_onrecord_search_tenants_number"
    op.create_index(name, "onrecord_search_tenants", ["number"], unique=True, schema=schema())
    on_sqlite = op.get_context().dialect.name == "sqlite"
    create(
        "search",
        ["position"],
        sa.Column("position", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("tokens", sa.Text() if on_sqlite else TSVECTOR(), nullable=False),
    )
    if on_sqlite:
        _full_text()
    else:
        _inverted()


def _full_text() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE onrecord_search_index USING fts5("
        "tokens, content='', detail='none', columnsize=0, tokenize='ascii')"
    )


def _inverted() -> None:
    op.create_index(
        "ix_onrecord_search_tokens",
        "onrecord_search",
        ["tokens"],
        schema=schema(),
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    )


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
