"""A million messages in a thousand conversations, of which one person is in a hundred."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import to_json

from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import host_actor
from onrecord_server.core.database import Database
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
_AT_ONCE: Final = 5_000
_TEXTS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """One message, ready for every table."""

    position: int
    message: str
    conversation: str
    author: str
    body: str
    tokens: frozenset[str]


def _conversation(number: int) -> str:
    return f"cnv_{number:032x}"


def _vocabulary(chance: random.Random) -> list[str]:
    ends = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    return [
        "".join(chance.choices(ends, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(30_000)
    ]


def written(first: int, rows: int) -> Iterator[Written]:
    """Yield messages, of people in conversations by chance; common words are common, as they are."""
    chance = random.Random(1)
    words = _vocabulary(chance)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    texts = [
        " ".join(chance.choices(words, weights, k=chance.randint(4, 20))) for _ in range(_TEXTS)
    ]
    held = [
        documents.tokens(author="", conversation="", in_thread=False, body={"text": t})
        for t in texts
    ]
    for position in range(first, first + rows):
        kind, place = chance.randrange(_TEXTS), chance.randrange(CONVERSATIONS)
        marks = [word for word, one_in in (COMMON, MIDDLING, RARE) if not chance.randrange(one_in)]
        marks += [ELSEWHERE] if place % PEOPLE else []
        conversation, author = _conversation(place), f"person{place % PEOPLE}"
        more = {"text": " ".join(marks)}
        fresh = documents.tokens(
            author=author, conversation=conversation, in_thread=False, body=more
        )
        body = to_json({"text": " ".join((texts[kind], *marks))}).decode()
        message = f"msg_{position:032x}"
        yield Written(position, message, conversation, author, body, held[kind] | fresh)


def library(url: str, rows: int) -> Engines:
    """Fill a database and return its engine room; the index knows everything."""
    engines = make_engines(url, tenants=["acme"], quiet_start=True)
    database = engines.prepared("acme")
    for number in range(PEOPLE):
        said = UpsertPerson(person_id=f"person{number}", name=f"Person {number}")
        engines.call("people.upsert", said, host_actor("acme"))
    with database.read() as connection:
        first = connection.execute(sa.text("SELECT position FROM onrecord_heads")).scalar_one()
    fill = _fill_sqlite if database.dialect == "sqlite" else _fill_postgres
    fill(database, written(first, rows))
    with database.write() as connection:
        _finish(connection, first + rows)
    return engines


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


def _fill_sqlite(database: Database, found: Iterator[Written]) -> None:
    zero = 1 << 44
    with closing(database.engine.raw_connection()) as raw:
        sql: Callable[..., Any] = raw.cursor().executemany
        for some in _batches(found):
            raw.cursor().execute("BEGIN IMMEDIATE")
            sql(
                f"INSERT INTO onrecord_messages {_MESSAGE} VALUES (?,?,?,?,?,?,?,?,?)",
                map(_message, some),
            )
            sql(
                "INSERT INTO onrecord_contents (tenant, id, body, salt) VALUES (?,?,?,?)",
                map(_content, some),
            )
            tokens = [" ".join(sorted(one.tokens)) for one in some]
            rows = zip(some, tokens, strict=True)
            keyed = [("acme", one.position, one.message, one.conversation, t) for one, t in rows]
            sql("INSERT INTO onrecord_search VALUES (?,?,?,?,?)", keyed)
            numbered = zip((zero + one.position for one in some), tokens, strict=True)
            sql("INSERT INTO onrecord_search_index (rowid, tokens) VALUES (?,?)", numbered)
            raw.cursor().execute("COMMIT")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill_postgres(database: Database, found: Iterator[Written]) -> None:
    index = "ix_onrecord_search_tokens"
    with closing(database.engine.raw_connection()) as raw:
        cursor: Any = raw.cursor()
        cursor.execute("SET statement_timeout = 0")
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
        raw.commit()
        cursor.execute("ANALYZE")
        raw.commit()


def _copy(cursor: Any, target: str, rows: Any) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _indexed(one: Written) -> tuple[Any, ...]:
    tokens = (*one.tokens, *windows.blocks(one.position))
    lexemes = " ".join(f"'1:{token}'" for token in tokens)
    return ("acme", one.position, one.message, one.conversation, lexemes)
