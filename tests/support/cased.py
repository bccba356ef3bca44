"""Which message a case is about, and where: from the database, since the case itself does not say it."""

import sqlalchemy as sa

from onrecord_server.oversight.cases.rows import cases
from tests.support.engines import Room


def in_room(room: Room, tenant: str = "acme") -> dict[str, str]:
    """Return the message of each case about one, by the id of the case."""
    with room.engines.prepared(tenant).read() as connection:
        return _messages(connection)


def in_database(url: str) -> dict[str, str]:
    """Return the same of a database that a server has open."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return _messages(connection)
    finally:
        engine.dispose()


def _messages(connection: sa.Connection) -> dict[str, str]:
    rows = connection.execute(sa.select(cases.c.id, cases.c.message))
    return {row.id: row.message for row in rows if row.message is not None}


def place_of(room: Room, case: str, tenant: str = "acme") -> str | None:
    """Return the conversation of a case, or ``None``."""
    with room.engines.prepared(tenant).read() as connection:
        query = sa.select(cases.c.conversation).where(cases.c.id == case)
        return connection.execute(query).scalar()
