"""PostgreSQL's tsvector and GIN: an index without an order, so it is asked window by window.

Each row also holds tokens for the block of positions it lies in. A narrow window is asked first; how
many rows it held tells how wide the next may be. Neither a word that everybody writes nor one that
nobody does is ever looked for among all rows at once.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core import sets
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import PLACED
from onrecord_server.search import windows
from onrecord_server.search.access import Sight, visible
from onrecord_server.search.adapters.base import (
    COLUMNS,
    MOST_ROWS,
    Candidate,
    Document,
    Found,
    Key,
    Wanted,
    Window,
    conditions,
    statement,
    tables,
)
from onrecord_server.search.rows import search


# Names in the statements are ours; what is asked for is in parameters.
@cache
def _find(schema: str | None, names: frozenset[str]) -> sa.TextClause:
    """Make the select of candidates within one window, with how many rows it looked at.

    The index alone answers the inner select, whatever the planner knows of the tables.
    """
    t = tables(schema)
    return statement(
        "WITH c AS MATERIALIZED ("  # noqa: S608
        f"SELECT tenant, position, message, conversation FROM {t.search} "
        "WHERE tokens @@ CAST(:match AS tsquery) LIMIT :most), "
        f"v AS (SELECT {COLUMNS}, m.content_id FROM c s "
        f"{visible(t.members, t.messages, 'JOIN')}{conditions(names, t)} "
        "WHERE s.tenant = :tenant AND s.position >= :low AND s.position < :high "
        "ORDER BY s.position DESC LIMIT :enough) "
        f"SELECT (SELECT count(*) FROM c) AS looked, {COLUMNS.replace('m.', 'v.')}, "
        f"(SELECT {PLACED} FROM {t.contents} b WHERE b.tenant = :tenant AND b.id = v.content_id) "
        "FROM (SELECT 1) AS one LEFT JOIN v ON true",
        names,
    )


@cache
def _walk(schema: str | None, names: frozenset[str]) -> sa.TextClause:
    """Make the select of candidates where no token is asked for: along the positions."""
    t = tables(schema)
    return statement(
        "WITH c AS MATERIALIZED ("  # noqa: S608
        f"SELECT tenant, position, message, conversation FROM {t.search} "
        "WHERE tenant = :tenant AND position >= :low AND position < :high "
        "ORDER BY position DESC LIMIT :most), "
        f"v AS (SELECT {COLUMNS}, m.content_id FROM c s "
        f"{visible(t.members, t.messages, 'JOIN')}{conditions(names, t)} "
        "ORDER BY s.position DESC LIMIT :enough) "
        f"SELECT (SELECT CASE WHEN count(*) = :most THEN min(position) ELSE :low END FROM c), "
        f"{COLUMNS.replace('m.', 'v.')}, "
        f"(SELECT {PLACED} FROM {t.contents} b WHERE b.tenant = :tenant AND b.id = v.content_id) "
        "FROM (SELECT 1) AS one LEFT JOIN v ON true",
        names,
    )


@cache
def _insert(schema: str | None) -> sa.TextClause:
    return sa.text(
        f"INSERT INTO {tables(schema).search} "  # noqa: S608
        "(tenant, position, message, conversation, tokens) SELECT :tenant, position, message, "
        "conversation, array_to_tsvector(string_to_array(tokens, ' ')) FROM unnest("
        "CAST(:positions AS bigint[]), CAST(:messages AS text[]), "
        "CAST(:conversations AS text[]), CAST(:tokens AS text[])) "
        "AS given(position, message, conversation, tokens)"
    )


class PostgresFts:
    """Finds and indexes on PostgreSQL."""

    def find(self, unit: Unit, sight: Sight, number: int, asked: tuple[Wanted, Window]) -> Found:
        """Return visible candidates, after a bounded number of windows."""
        wanted, window = asked
        given: dict[str, Any] = {**sight.parameters(), **wanted.values, "enough": window.enough}
        if not wanted.groups:
            return _along(unit, wanted, given, window)
        query, rows, high = _tsquery(number, wanted.groups), list[Candidate](), window.high
        pace = windows.Pace()
        while len(rows) < window.enough and high > window.low and not pace.is_tired:
            low, blocks = pace.next(window.low, high)
            match = query if blocks is None else f"{query} & {_tsquery(number, [blocks])}"
            given |= {"match": match, "low": low, "high": high, "most": windows.MOST}
            looked, found = _answer(unit, _find(unit.schema, wanted.conditions), given)
            if pace.went(high - low, looked):
                rows, high = rows + found, low
        return _cut(rows, window.enough, high)

    def put(
        self, connection: Connection, schema: str | None, key: Key, documents: Sequence[Document]
    ) -> None:
        """Replace what the index holds of some messages."""
        self.forget(connection, schema, key, [document.position for document in documents])
        if not documents:
            return
        columns = {
            "positions": [document.position for document in documents],
            "messages": [document.message for document in documents],
            "conversations": [document.conversation for document in documents],
            "tokens": [_lexemes(key.number, document) for document in documents],
        }
        connection.execute(_insert(schema), {"tenant": key.tenant, **columns})

    def forget(
        self, connection: Connection, schema: str | None, key: Key, positions: Sequence[int]
    ) -> None:
        """Take messages out of the index."""
        options = {"schema_translate_map": {None: schema}} if schema else {}
        for some in sets.chunks(positions):
            mine = (search.c.tenant == key.tenant, search.c.position.in_(some))
            connection.execute(sa.delete(search).where(*mine), execution_options=options)

    def settle(self, connection: Connection, *, first: bool) -> bool:
        """Leave it to the database, which vacuums by itself."""
        del connection, first
        return False


def _along(unit: Unit, wanted: Wanted, given: dict[str, Any], window: Window) -> Found:
    given |= {"low": window.low, "high": window.high, "most": MOST_ROWS}
    low, rows = _answer(unit, _walk(unit.schema, wanted.conditions), given)
    return _cut(rows, window.enough, low)


def _answer(unit: Unit, query: sa.TextClause, given: dict[str, Any]) -> tuple[int, list[Candidate]]:
    rows: Sequence[Any] = unit.execute(query, given).all()
    found = [Candidate._make(row[1:]) for row in rows if row[1] is not None]
    return int(rows[0][0]), sorted(found, key=lambda one: -one.position)


def _cut(rows: list[Candidate], enough: int, low: int) -> Found:
    """Return no more than is enough, and say that nothing below the last of them was looked at."""
    if len(rows) < enough:
        return Found(rows, low)
    return Found(rows[:enough], rows[enough - 1].position)


def _lexemes(number: int, document: Document) -> str:
    blocks = windows.blocks(document.position)
    return " ".join(f"{number}:{token}" for token in (*document.tokens, *blocks))


def _tsquery(number: int, groups: Sequence[Sequence[str]]) -> str:
    """Return the text of a tsquery: quoted lexemes, ANDs and ORs."""
    shown = (" | ".join(f"'{number}:{token}'" for token in group) for group in groups)
    return " & ".join(f"({group})" for group in shown)
