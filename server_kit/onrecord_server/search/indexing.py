"""Keeping the index: messages go in as they are now, in batches, behind the writer."""

import logging
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy.engine import Connection, Dialect

from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, heads
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS, blinded
from onrecord_server.messages.rows import messages
from onrecord_server.search import documents
from onrecord_server.search.adapters import engine_of
from onrecord_server.search.adapters.base import Document, Key
from onrecord_server.search.rows import numbers, search


logger = logging.getLogger("onrecord.search")

#: The reactor that indexes.
NAME: Final = "onrecord.search"
#: What may change the words of a message.
TYPES: Final = frozenset(
    {
        *("message.created", "message.edited", "message.removed", "message.restored"),
        "message.erased",
    }
)
#: Messages in one transaction: SQLite's writer waits no longer than for so many.
AT_ONCE: Final = 200

_MESSAGES: Final = (
    sa.select(
        *(messages.c[name] for name in ("id", "conversation", "position", "author", "thread")),
        messages.c.state,
        sa.select(WORDS)
        .where(contents.c.tenant == messages.c.tenant, contents.c.id == messages.c.content_id)
        .correlate(messages)
        .scalar_subquery()
        .label("body"),
    )
    .where(
        messages.c.tenant == sa.bindparam("tenant"),
        messages.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
    .order_by(messages.c.position)
)


def index(database: Database, tenant: str, ids: Sequence[str]) -> None:
    """Put messages into the index as they are now, and take out those without words. Blocking.

    The tokens are made before the transaction, so that SQLite's writer need not wait for them.
    """
    for some in chunks(list(dict.fromkeys(ids)), AT_ONCE):
        with database.read() as connection:
            given = {"tenant": tenant, "ids": list(some)}
            rows = connection.execute(_MESSAGES, given, execution_options=database.options).all()
        dialect = database.engine.dialect
        fresh = [_document(row, tenant, dialect) for row in rows if _has_words(row)]
        gone = [row.position for row in rows if not _has_words(row)]
        with database.write() as connection:
            _put(database, connection, tenant, (fresh, gone))


def _has_words(row: Any) -> bool:
    return row.state == "active" and row.body is not None


def _document(row: Any, tenant: str, dialect: Dialect) -> Document:
    tokens = documents.tokens(
        author=row.author,
        conversation=row.conversation,
        in_thread=row.thread is not None,
        body=from_json(row.body),
    )
    return Document(row.position, row.id, row.conversation, blinded(dialect, tenant, tokens))


def _put(
    database: Database,
    connection: Connection,
    tenant: str,
    changes: tuple[Sequence[Document], Sequence[int]],
) -> None:
    fresh, gone = changes
    key = Key(tenant, _number(database, connection, tenant))
    engine = engine_of(database.dialect)
    engine.forget(connection, database.schema, key, gone)
    engine.put(connection, database.schema, key, fresh)


def _number(database: Database, connection: Connection, tenant: str) -> int:
    """Return the tenant's number; the first message of a tenant gives it one."""
    options = dict(database.options)
    query = sa.select(numbers.c.number).where(numbers.c.tenant == tenant)
    found = connection.execute(query, execution_options=options).scalar()
    if found is not None:
        return int(found)
    highest = sa.select(sa.func.coalesce(sa.func.max(numbers.c.number), 0))
    number = int(connection.execute(highest, execution_options=options).scalar_one()) + 1
    fresh = {"tenant": tenant, "number": number}
    connection.execute(sa.insert(numbers), fresh, execution_options=options)
    return number


# -- catching up and beginning again -----------------------------------------------------------------


def concerned(stretch: Sequence[dict[str, Any]]) -> list[str]:
    """Return the messages whose words a stretch of the stream may have changed."""
    return [one["object"] for one in stretch if one["type"] in TYPES]


def tenants(database: Database) -> list[str]:
    """Return the tenants of a database."""
    with database.read() as connection:
        query = sa.select(heads.c.tenant).order_by(heads.c.tenant)
        return list(connection.execute(query, execution_options=dict(database.options)).scalars())


def wipe(database: Database, tenant: str) -> None:
    """Take everything of a tenant out of the index, a piece at a time."""
    while True:
        with database.write() as connection:
            key = Key(tenant, _number(database, connection, tenant))
            positions = _some_positions(database, connection, tenant)
            if not positions:
                break
            engine_of(database.dialect).forget(connection, database.schema, key, positions)
    _settle(database)


def _settle(database: Database) -> None:
    first = more = True
    while more:
        with database.write() as connection:
            more = engine_of(database.dialect).settle(connection, first=first)
        first = False


def _some_positions(database: Database, connection: Connection, tenant: str) -> list[int]:
    query = sa.select(search.c.position).where(search.c.tenant == tenant).limit(2_000)
    return list(connection.execute(query, execution_options=dict(database.options)).scalars())
