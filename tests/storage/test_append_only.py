"""What is on the record stays there, whoever holds a connection to the database."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from onrecord_server import migrate
from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, entries


ENTRY = {
    "tenant": "acme",
    "position": 0,
    "at": 1,
    "type": "message.created",
    "actor": "alice",
    "object": "msg_1",
    "audience": "c:cnv_1",
    "also": None,
    "content_id": "msg_1:1",
    "entry": "{}",
    "leaf": b"\0" * 32,
}
CONTENT = {"tenant": "acme", "id": "msg_1:1", "body": '{"text":"hi"}', "salt": b"\1" * 32}
GONE = {"body": None, "salt": None, "destroyed_at": 7}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    migrate.migrate(opened)
    with opened.write() as connection:
        connection.execute(sa.insert(entries), ENTRY)
        connection.execute(sa.insert(contents), CONTENT)
    yield opened
    opened.dispose()


def _refused(database: Database, statement: Any) -> None:
    with pytest.raises(DBAPIError, match="append-only"), database.write() as connection:
        connection.execute(statement)


@pytest.mark.req("SEC-8")
def test_an_entry_is_never_changed(database: Database) -> None:
    _refused(database, sa.update(entries).values(actor="mallory"))
    _refused(database, sa.update(entries).values(position=5))


@pytest.mark.req("HIP-10")
@pytest.mark.req("SEC-8")
def test_an_entry_is_never_deleted(database: Database) -> None:
    _refused(database, sa.delete(entries))


@pytest.mark.req("SEC-8")
def test_an_entry_is_never_replaced(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.migrate(database)
    with database.write() as connection:
        connection.execute(sa.insert(entries), ENTRY)
    statement = sa.insert(entries).prefix_with("OR REPLACE").values(ENTRY | {"actor": "mallory"})
    _refused(database, statement)
    database.dispose()


@pytest.mark.req("SEC-8")
def test_the_record_is_never_truncated(postgres_url: str) -> None:
    database = Database(postgres_url)
    migrate.migrate(database)
    _refused(database, sa.text("TRUNCATE onrecord_entries"))
    _refused(database, sa.text("TRUNCATE onrecord_contents"))
    database.dispose()


@pytest.mark.req("SEC-8")
@pytest.mark.req("MIF-6")
def test_a_content_is_never_rewritten_or_deleted(database: Database) -> None:
    _refused(database, sa.update(contents).values(body='{"text":"ho"}'))
    _refused(database, sa.update(contents).values(salt=b"\2" * 32))
    _refused(database, sa.delete(contents))


@pytest.mark.parametrize(
    "half",
    [
        {"body": None},
        {"salt": None},
        {"body": None, "salt": None},
        {"destroyed_at": 7},
        GONE | {"id": "msg_2:1"},
        GONE | {"body": "other words"},
    ],
)
def test_a_content_is_destroyed_wholly_or_not_at_all(
    database: Database, half: dict[str, Any]
) -> None:
    _refused(database, sa.update(contents).values(**half))


def test_a_content_is_destroyed_once(database: Database) -> None:
    with database.write() as connection:
        connection.execute(sa.update(contents).values(**GONE))
    _refused(database, sa.update(contents).values(destroyed_at=8))
    _refused(database, sa.update(contents).values(body="back again"))
    with database.read() as connection:
        assert connection.execute(sa.select(contents.c.body, contents.c.salt)).one() == (None, None)
