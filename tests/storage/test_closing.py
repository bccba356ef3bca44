"""What was open when a database was closed does not stay open."""

from onrecord_server.core.database import Database


def test_a_connection_in_use_is_closed_when_it_comes_back(database_url: str) -> None:
    """The pool no longer knows of it then, and would leave it to the collector."""
    database = Database(database_url)
    with database.read() as connection:
        entry = connection.connection._connection_record
        assert entry is not None
        database.dispose()
        assert entry.dbapi_connection is not None
    assert entry.dbapi_connection is None


def test_a_closed_database_keeps_connections_again_once_it_is_used(database_url: str) -> None:
    database = Database(database_url)
    database.dispose()
    with database.read() as connection:
        entry = connection.connection._connection_record
    assert entry is not None
    assert entry.dbapi_connection is not None
    database.dispose()
    assert entry.dbapi_connection is None
