"""Many messages in a thousand conversations, of which one person is in a hundred."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final, NamedTuple

import psycopg
import sqlalchemy as sa

from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import host_actor
from onrecord_server.engine import Engines
from onrecord_server.search import documents, windows
from onrecord_server.search.indexing import NAME
from tests.support.engines import make_engines


CONVERSATIONS: Final = 1_000
PEOPLE: Final = 10
ME: Final = "person0"
#: Words that a message holds with a chance of one in so many.
COMMON, MIDDLING, RARE = ("common", 11), ("middling", 250), ("rare", 20_000)
#: Everybody's word in conversations where one is not.
ELSEWHERE: Final = "elsewhere"
_AT_ONCE: Final = 20_000
#: Texts that messages are made of, besides their words above: their tokens are made once.
_TEXTS: Final = 4_000


class Written(NamedTuple):
    """One message, ready for every table."""

    position: int
    message: str
    conversation: str
    author: str
    body: str
    tokens: str


def _conversation(number: int) -> str:
    return f"cnv_{number:032x}"


def _vocabulary(chance: random.Random) -> list[str]:
    ends = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    return [
        "".join(chance.choices(ends, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(30_000)
    ]


def _texts(chance: random.Random) -> list[str]:
    words = _vocabulary(chance)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    return [
        " ".join(chance.choices(words, weights, k=chance.randint(4, 20))) for _ in range(_TEXTS)
    ]


@cache
def _tokens(text: str, author: str = "", conversation: str = "") -> str:
    made = documents.tokens(
        author=author, conversation=conversation, in_thread=False, body={"text": text}
    )
    return " ".join(sorted(made))


def written(first: int, rows: int) -> Iterator[Written]:
    """Yield messages, of people in conversations by chance; common words are common, as they are."""
    chance = random.Random(1)
    texts = _texts(chance)
    for position in range(first, first + rows):
        place, text = int(chance.random() * CONVERSATIONS), chance.choice(texts)
        marks = [word for word, one_in in (COMMON, MIDDLING, RARE) if chance.random() * one_in < 1]
        marks += [ELSEWHERE] if place % PEOPLE else []
        conversation, author, more = (
            _conversation(place),
            f"person{place % PEOPLE}",
            " ".join(marks),
        )
        tokens = f"{_tokens(text)} {_tokens(more, author, conversation)}"
        body = f'{{"text":"{text} {more}"}}'
        yield Written(position, f"msg_{position:032x}", conversation, author, body, tokens)


def library(url: str, rows: int) -> Engines:
    """Fill a database and return its engine room; the index knows everything."""
    engines = make_engines(url, tenants=["acme"], quiet_start=True)
    database = engines.prepared("acme")
    for number in range(PEOPLE):
        said = UpsertPerson(person_id=f"person{number}", name=f"Person {number}")
        engines.call("people.upsert", said, host_actor("acme"))
    with database.write() as connection:
        first = connection.execute(sa.text("SELECT position FROM onrecord_heads")).scalar_one()
        _finish(connection, first + rows)
    engines.stop()
    fill = _fill_sqlite if database.dialect == "sqlite" else _fill_postgres
    fill(url, written(first, rows))
    return make_engines(url, tenants=["acme"], quiet_start=True)


def _finish(connection: sa.Connection, head: int) -> None:
    connection.execute(sa.text("UPDATE onrecord_heads SET position = :head"), {"head": head})
    for table, values in (
        ("search_tenants (tenant, number)", "('acme', 1)"),
        (
            "reactors (tenant, name, position, token, lease_until, failures, parked)",
            f"('acme', '{NAME}', {head - 1}, 0, 0, 0, false)",
        ),
    ):
        connection.execute(sa.text(f"INSERT INTO onrecord_{table} VALUES {values}"))
    rooms, members = [], []
    for number in range(CONVERSATIONS):
        key = {"tenant": "acme", "id": _conversation(number), "person": f"person{number % PEOPLE}"}
        rooms.append(key)
        members.append(key)
    connection.execute(
        sa.text(
            "INSERT INTO onrecord_conversations (tenant, id, kind, version, created_at) "
            "VALUES (:tenant, :id, 'group', 1, 0)"
        ),
        rooms,
    )
    connection.execute(
        sa.text(
            "INSERT INTO onrecord_members (tenant, conversation, person, role, active, muted, "
            "history_from, read_position) VALUES (:tenant, :id, :person, 'owner', true, false, 0, -1)"
        ),
        members,
    )


_MESSAGE: Final = (
    "(tenant, id, conversation, position, author, content_id, version, state, created_at)"
)


def _message(one: Written) -> tuple[Any, ...]:
    shown = (one.message, one.conversation, one.position, one.author, f"{one.message}:1")
    return ("acme", *shown, 1, "active", one.position)


def _content(one: Written) -> tuple[Any, ...]:
    return ("acme", f"{one.message}:1", one.body, b"s" * 32)


def _batches(found: Iterator[Written]) -> Iterator[list[Written]]:
    while some := [one for _, one in zip(range(_AT_ONCE), found, strict=False)]:
        yield some


#: Nobody else has the file open, and what is lost is made again.
_FAST: Final = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-400000",
    "INSERT INTO onrecord_search_index (onrecord_search_index, rank) VALUES ('hashsize', 67108864)",
)
_SAFE: Final = (
    "INSERT INTO onrecord_search_index (onrecord_search_index, rank) VALUES ('hashsize', 1048576)",
    "PRAGMA locking_mode=NORMAL",
    "PRAGMA journal_mode=WAL",
)


def _fill_sqlite(url: str, found: Iterator[Written]) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as raw:
        for statement in _FAST:
            raw.execute(statement).fetchall()
        for some in _batches(found):
            raw.execute("BEGIN")
            _put_in(raw, some)
            raw.execute("COMMIT")
        for statement in _SAFE:
            raw.execute(statement).fetchall()


def _put_in(raw: sqlite3.Connection, some: list[Written]) -> None:
    zero = 1 << 44
    sql = raw.executemany
    marks = "VALUES (?,?,?,?,?,?,?,?,?)"
    sql(f"INSERT INTO onrecord_messages {_MESSAGE} {marks}", map(_message, some))
    sql(
        "INSERT INTO onrecord_contents (tenant, id, body, salt) VALUES (?,?,?,?)",
        map(_content, some),
    )
    keyed = (("acme", one.position, one.message, one.conversation, one.tokens) for one in some)
    sql("INSERT INTO onrecord_search VALUES (?,?,?,?,?)", keyed)
    numbered = ((zero + one.position, one.tokens) for one in some)
    sql("INSERT INTO onrecord_search_index (rowid, tokens) VALUES (?,?)", numbered)


def _fill_postgres(url: str, found: Iterator[Written]) -> None:
    index = "ix_onrecord_search_tokens"
    address = url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as raw, raw.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(f"DROP INDEX {index}")
        for some in _batches(found):
            _copy(cursor, f"onrecord_messages {_MESSAGE}", map(_message, some))
            _copy(cursor, "onrecord_contents (tenant, id, body, salt)", map(_content, some))
            _copy(cursor, "onrecord_search", map(_indexed, some))
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            f"CREATE INDEX {index} ON onrecord_search USING gin (tokens) "
            "WITH (gin_pending_list_limit = 256)"
        )
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: Any, target: str, rows: Any) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _indexed(one: Written) -> tuple[Any, ...]:
    tokens = (*one.tokens.split(), *windows.blocks(one.position))
    lexemes = " ".join(f"'1:{token}'" for token in tokens)
    return ("acme", one.position, one.message, one.conversation, lexemes)
