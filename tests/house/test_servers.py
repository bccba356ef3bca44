"""The fixtures hand out real servers."""

import redis
import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.rows import metadata
from onrecord_server.migrate import is_current


def test_an_empty_url_leads_to_a_fresh_database(empty_url: str) -> None:
    engine = sa.create_engine(empty_url)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == []
        connection.execute(sa.text("CREATE TABLE mark (n integer)"))
    engine.dispose()


def test_a_database_url_leads_to_a_migrated_database_of_ones_own(database_url: str) -> None:
    """What one test writes into its copy is in no other: the next copy has no row either."""
    database = Database(database_url)
    assert is_current(database)
    with database.read() as connection:
        counted = [sa.select(sa.func.count()).select_from(t) for t in metadata.sorted_tables]
        assert {connection.execute(query).scalar_one() for query in counted} == {0}
    database.dispose()


def test_a_valkey_url_leads_to_a_server_that_answers(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as client:
        assert client.ping()
