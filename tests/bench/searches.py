"""Searches: the newest page of a word, ours against the bare query that the index is made for."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from statistics import median
from typing import Any, Final

import psycopg

from onrecord.wire.search import SearchMessages
from onrecord_server.core.actor import Actor
from onrecord_server.engine import Engines
from tests.bench.library import COMMON, ELSEWHERE, ME, MIDDLING, RARE, library
from tests.bench.rounds import Line, at_most, below, take_turns
from tests.support.postgres import start_postgres


#: Calls of one turn, and turns of one round: short ones, so that a busy machine slows both alike.
CALLS: Final = 5
TURNS: Final = 12
_FIXED: Final = "around it in Python: the transaction, the rights of this moment, each hit against its text of now"
_BOUNDED: Final = "a search looks at some thousand rows before it gives a cursor instead of a page"
_SHOWN: Final = (
    "SELECT m.id, m.position, m.author, m.created_at, b.body FROM {source} "
    "JOIN onrecord_members r ON r.tenant = 'acme' AND r.conversation = s.conversation "
    "AND r.person = {mark} AND r.active AND s.position >= r.history_from "
    "JOIN onrecord_messages m ON m.tenant = 'acme' AND m.id = s.message AND m.state = 'active' "
    "JOIN onrecord_contents b ON b.tenant = 'acme' AND b.id = m.content_id "
    "WHERE {condition} ORDER BY {order} DESC LIMIT 20"
)
#: FTS5 gives rows in the order of their numbers: nothing is faster there.
_ON_SQLITE: Final = (
    _SHOWN.replace("JOIN", "CROSS JOIN")
    .replace(
        "{source}",
        "onrecord_search_index f CROSS JOIN onrecord_search s "
        "ON s.tenant = 'acme' AND s.position = f.rowid - (1 << 44)",
    )
    .format(mark="?", condition="onrecord_search_index MATCH ?", order="f.rowid")
)
_ON_POSTGRES: Final = _SHOWN.format(
    source="onrecord_search s", mark="%s", condition="s.tokens @@ %s::tsquery", order="s.position"
)

Ask = Callable[[str], Any]


def _ours(engines: Engines, word: str) -> float:
    actor, command = Actor("acme", ME), SearchMessages(query=word, limit=20)
    return _median(lambda: engines.call("search.messages", command, actor))


def _median(ask: Callable[[], Any]) -> float:
    taken = []
    for _ in range(CALLS):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return median(taken) * 1000


async def _measured(name: str, engines: Engines, bare: Ask, rounds: int) -> list[Line]:
    found = []
    for word, one_in in (RARE, MIDDLING, COMMON):
        pair = await take_turns(
            partial(_ours, engines, word), partial(_median, partial(bare, word)), rounds * TURNS
        )
        figure = f"newest 20 of a {word} word (one in {one_in:,}), {name}"
        found.append(at_most(figure, pair, 2, "the bare query", unit=" ms", why=_FIXED))
    worst = median([_ours(engines, ELSEWHERE) for _ in range(rounds)])
    figure = f"a word that nine in ten messages hold, where one is not, {name}"
    found.append(below(figure, " ms", worst, 100, _BOUNDED))
    return found


async def on_sqlite(folder: Any, rounds: int, rows: int) -> list[Line]:
    """Measure searches on SQLite."""
    file = folder / "library.db"
    engines = library(f"sqlite:///{file}", rows)
    with ExitStack() as stack:
        stack.callback(engines.stop)
        raw = stack.enter_context(closing(sqlite3.connect(file)))
        bare = lambda word: raw.execute(_ON_SQLITE, (ME, f'"{word}"')).fetchall()  # noqa: E731
        return await _measured(f"{rows:,} messages, SQLite", engines, bare, rounds)


async def on_postgres(folder: Any, rounds: int, rows: int) -> list[Line]:
    """Measure searches on PostgreSQL."""
    with start_postgres(folder) as postgres, postgres.database() as url, ExitStack() as stack:
        engines = library(url, rows)
        stack.callback(engines.stop)
        address = url.replace("postgresql+psycopg", "postgresql")
        raw = stack.enter_context(psycopg.connect(address, autocommit=True))
        bare = lambda word: raw.execute(_ON_POSTGRES, (ME, f"'1:{word}'")).fetchall()  # noqa: E731
        return await _measured(f"{rows:,} messages, PostgreSQL", engines, bare, rounds)
