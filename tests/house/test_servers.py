"""The fixtures hand out real servers."""

import redis
import sqlalchemy as sa


def test_a_database_url_leads_to_a_fresh_database(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == []
        connection.execute(sa.text("CREATE TABLE mark (n integer)"))
    engine.dispose()


def test_a_valkey_url_leads_to_a_server_that_answers(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as client:
        assert client.ping()
