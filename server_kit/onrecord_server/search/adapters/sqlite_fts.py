"""SQLite's FTS5: it gives rows in the order of their numbers, so the newest cost what they are."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core import sets
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import PLACED
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
    is_listed,
    statement,
    tables,
)
from onrecord_server.search.rows import FULL_TEXT, row_number, search


# Names in the statements are ours; what is asked for is in parameters.
_HOLDING: Final = (
    f"SELECT rowid - :zero AS position FROM {FULL_TEXT} "  # noqa: S608
    f"WHERE {FULL_TEXT} MATCH :match AND rowid >= :zero + :low AND rowid < :zero + :high "
    "ORDER BY rowid DESC LIMIT :most"
)
_ALL: Final = (
    f"SELECT position FROM {search.name} WHERE tenant = :tenant "  # noqa: S608
    "AND position >= :low AND position < :high ORDER BY position DESC LIMIT :most"
)
_ADD: Final = f"INSERT INTO {FULL_TEXT} (rowid, tokens) VALUES (?, ?)"  # noqa: S608
_TAKE: Final = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, tokens) VALUES ('delete', ?, ?)"  # noqa: S608
_MERGE: Final = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rank) VALUES ('merge', ?)"  # noqa: S608
#: Pages that are merged in one transaction.
_PAGES: Final = 500


@cache
def _find(names: frozenset[str], *, matching: bool) -> str:
    """Make the select of candidates.

    CROSS JOIN keeps SQLite's loops in this order: the newest row first, and no more than needed. An
    ORDER BY outside would sort all rows before the first is answered.
    """
    t, inner = tables(None), _HOLDING if matching else _ALL
    return (
        f"SELECT {COLUMNS}, {PLACED} FROM ({inner}) AS c "  # noqa: S608
        f"CROSS JOIN {t.search} s ON s.tenant = :tenant AND s.position = c.position "
        f"{visible(t.members, t.messages, 'CROSS JOIN')}{conditions(names, t)} "
        f"CROSS JOIN {t.contents} b ON b.tenant = :tenant AND b.id = m.content_id LIMIT :enough"
    )


@cache
def _listed(names: frozenset[str], *, matching: bool) -> sa.TextClause:
    return statement(_find(names, matching=matching), names)


@cache
def _reach(*, matching: bool) -> str:
    """Make the select that says how many rows were looked at, and which was the last."""
    inner = _HOLDING if matching else _ALL
    return f"SELECT count(*), min(position) FROM ({inner})"  # noqa: S608


class SqliteFts:
    """Finds and indexes on SQLite."""

    def find(self, unit: Unit, sight: Sight, number: int, asked: tuple[Wanted, Window]) -> Found:
        """Return visible candidates, after at most ``MOST_ROWS`` rows that hold the tokens."""
        wanted, window = asked
        given = {"zero": row_number(number, 0), "most": MOST_ROWS, "match": _match(wanted)}
        given |= {"low": window.low, "high": window.high, "enough": window.enough}
        given |= {**sight.parameters(), **wanted.values}
        matching = bool(wanted.groups)
        found = list(map(Candidate._make, self._rows(unit, wanted, given)))
        if len(found) == window.enough:
            return Found(found, found[-1].position)
        reached: Any = unit.connection.exec_driver_sql(_reach(matching=matching), given).one()
        return Found(found, reached[1] if reached[0] == MOST_ROWS else window.low)

    def _rows(self, unit: Unit, wanted: Wanted, given: dict[str, Any]) -> Sequence[Any]:
        """Ask as directly as can be; only lists have to be written into the statement."""
        matching = bool(wanted.groups)
        if is_listed(wanted.conditions):
            return unit.execute(_listed(wanted.conditions, matching=matching), given).all()
        query = _find(wanted.conditions, matching=matching)
        return unit.connection.exec_driver_sql(query, given).all()

    def put(
        self,
        connection: Connection,
        schema: str | None,
        key: Key,
        documents: Sequence[Document],
    ) -> None:
        """Replace what the index holds of some messages."""
        self.forget(connection, schema, key, [document.position for document in documents])
        rows = [document.row(key.tenant) for document in documents]
        if not rows:
            return
        numbered = [(row_number(key.number, row["position"]), row["tokens"]) for row in rows]
        connection.exec_driver_sql(_ADD, numbered)
        sets.insert(connection, search, rows, schema)

    def forget(
        self, connection: Connection, schema: str | None, key: Key, positions: Sequence[int]
    ) -> None:
        """Take messages out of the index: it has to be told their tokens again."""
        del schema
        for some in sets.chunks(positions):
            mine = (search.c.tenant == key.tenant, search.c.position.in_(some))
            held = connection.execute(sa.select(search.c.position, search.c.tokens).where(*mine))
            rows: list[Any] = [(row_number(key.number, at), held) for at, held in held]
            if rows:
                connection.exec_driver_sql(_TAKE, rows)
                connection.execute(sa.delete(search).where(*mine))

    def settle(self, connection: Connection, *, first: bool) -> bool:
        """Merge some of the index: until then FTS5 keeps the tokens of what was taken out."""
        changes = sa.text("SELECT total_changes()")
        before = connection.execute(changes).scalar_one()
        connection.exec_driver_sql(_MERGE, (-_PAGES if first else _PAGES,))
        return bool(connection.execute(changes).scalar_one() - before > 1)


def _match(wanted: Wanted) -> str:
    """Return FTS5's expression: quoted strings, ANDs and ORs, and nothing that was asked for bare."""
    groups = (" OR ".join(f'"{token}"' for token in group) for group in wanted.groups)
    return " AND ".join(f"({group})" for group in groups)
