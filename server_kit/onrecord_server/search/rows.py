"""The tables of the index: what holds which tokens, and on SQLite the full-text index beside it.

Everything here follows from the messages and can be made again: ``onrecord search rebuild``.
"""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from onrecord_server.core.rows import PREFIX, metadata, table


#: A tenant's number: it stands before its tokens (PostgreSQL) and above its positions (SQLite), so
#: that one index serves all tenants and a search touches one.
numbers: Final = table(
    "search_tenants",
    sa.Column("number", sa.Integer, nullable=False),
    sa.Index("uq_onrecord_search_tenants_number", "number", unique=True),
    info={"derived": True},
)

#: One row for each message that the index knows. On SQLite the tokens are a text with spaces: a
#: full-text index without a content of its own is told them again when they go.
search: Final = table(
    "search",
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message", sa.String(40), nullable=False),
    sa.Column("conversation", sa.String(40), nullable=False),
    sa.Column("tokens", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    info={"derived": True},
)
sa.Index(
    "ix_onrecord_search_tokens",
    search.c.tokens,
    postgresql_using="gin",
    postgresql_with={"gin_pending_list_limit": 256},
).ddl_if(dialect="postgresql")

#: Only which tokens a row holds: no content, no places of tokens. ``ascii`` cuts at ASCII punctuation
#: and spaces alone, so that tokens stay as we made them.
FULL_TEXT: Final = PREFIX + "search_index"
_MAKE: Final = (
    f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5("
    "tokens, content='', detail='none', columnsize=0, tokenize='ascii')"
)


def _ddl(text: str) -> Any:
    make: Any = sa.DDL
    return make(text)


sa.event.listen(search, "after_create", _ddl(_MAKE).execute_if(dialect="sqlite"))
sa.event.listen(
    metadata,
    "before_drop",
    _ddl(f"DROP TABLE IF EXISTS {FULL_TEXT}").execute_if(dialect="sqlite"),
)

#: Bits of a row's number that hold its position; the tenant's number is above them.
_BITS: Final = 44


def row_number(number: int, position: int) -> int:
    """Return the number of a tenant's position in SQLite's full-text index."""
    return (number << _BITS) + position
