"""The migrated tables are the declared ones, ours stay ours, and the host's stay the host's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from onrecord.errors import UsageError
from onrecord_server import OnRecord, migrate
from onrecord_server.alembic import VERSION_TABLE, include_name, include_object
from onrecord_server.core.database import Database
from onrecord_server.core.rows import metadata


SCHEMAS = [None, "chat"]
HOST = sa.MetaData()
orders = sa.Table("orders", HOST, sa.Column("id", sa.Integer, primary_key=True))

ENV = """
import sqlalchemy as sa
from alembic import context
from onrecord_server.alembic import include_name
target = sa.MetaData()
sa.Table("orders", target, sa.Column("id", sa.Integer, primary_key=True))
with context.config.attributes["engine"].begin() as connection:
    context.configure(
        connection=connection, target_metadata=target, include_name=include_name,
        include_schemas=context.config.attributes["schemas"], transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
"""
#: Name, and what the database itself says of it. On SQLite not the text: there, a column that was
#: added stands behind the constraints.
_DEFINITIONS = {
    "sqlite": """
SELECT t.name || '.' || c.name, c.cid, c.type, c."notnull", c.dflt_value, c.pk, t.wr, t.strict
FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table'
UNION ALL
SELECT i.name, t.name, i."unique", i.origin, i.partial,
  (SELECT group_concat(x.name || x."desc" || x.coll || x.key) FROM pragma_index_xinfo(i.name) x),
  (SELECT substr(sql, instr(sql, ' WHERE ')) FROM sqlite_master m WHERE m.name = i.name), ''
FROM pragma_table_list t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'""",
    "postgresql": """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT table_name || '.' || column_name, concat_ws(' ', ordinal_position, data_type,
  character_maximum_length, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'""",
}
MAKO = """
from alembic import op
import sqlalchemy as sa
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
"""


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    opened = Database(empty_url)
    yield opened
    opened.dispose()


def _definitions(connection: Connection) -> dict[str, str]:
    """Return the definition of every table and index, as the database itself writes it."""
    rows = connection.execute(sa.text(_DEFINITIONS[connection.dialect.name])).all()
    found = {str(row[0]): " ".join(str(part) for part in row[1:]) for row in rows}
    ours = ("onrecord_", "ix_", "uq_", "pk_")
    return {n: t for n, t in found.items() if n.removeprefix("sqlite_autoindex_").startswith(ours)}


def test_the_migrated_tables_are_exactly_the_declared_ones(database: Database) -> None:
    assert issubclass(OnRecord, object)  # its import declares every table
    with database.write() as connection:
        metadata.create_all(connection)
        declared = _definitions(connection)
        metadata.drop_all(connection)
    migrate.migrate(database)
    with database.write() as connection:
        migrated = _definitions(connection)
    ours = {n: t for n, t in migrated.items() if VERSION_TABLE not in n}
    assert ours == declared


def test_a_schema_of_ones_own_is_made_and_used(postgres_url: str) -> None:
    database = Database(postgres_url, schema="chat")
    migrate.migrate(database)
    with database.engine.connect() as connection:
        inspector = sa.inspect(connection)
        assert "onrecord_entries" in inspector.get_table_names(schema="chat")
        assert inspector.get_table_names(schema="public") == []
    assert migrate.is_current(database)
    database.dispose()
    other = Database(postgres_url)
    assert not migrate.is_current(other)
    other.dispose()


def test_sqlite_refuses_a_schema(sqlite_url: str) -> None:
    with pytest.raises(UsageError, match="SQLite has no schemas"):
        Database(sqlite_url, schema="chat")


def _differences(connection: Connection, *, filtered: bool) -> list[str]:
    options = {"include_schemas": connection.dialect.name == "postgresql"}
    if filtered:
        options["include_name"] = include_name  # type: ignore[assignment]
    context = MigrationContext.configure(connection, opts=options)
    return [str(difference) for difference in compare_metadata(context, HOST)]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_hosts_autogenerate_with_our_filter_leaves_our_tables_alone(
    postgres_url: str, schema: str | None
) -> None:
    database = Database(postgres_url, schema=schema)
    migrate.migrate(database)
    with database.engine.begin() as connection:
        HOST.create_all(connection)
        assert _differences(connection, filtered=False)
        assert _differences(connection, filtered=True) == []
    database.dispose()


def test_a_hosts_own_alembic_lives_beside_ours(database: Database, tmp_path: Path) -> None:
    """The host's revision names its own table only, and neither version table knows the other."""
    migrate.migrate(database)
    with _host(database, tmp_path) as config:
        command.revision(config, "orders", autogenerate=True)
        written = next((tmp_path / "host" / "versions").glob("*.py")).read_text()
        assert "orders" in written
        assert "onrecord" not in written
        command.upgrade(config, "head")
        command.check(config)
    assert migrate.is_current(database)
    with database.engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        assert {"alembic_version", VERSION_TABLE, "orders", "onrecord_entries"} <= names


@contextmanager
def _host(database: Database, folder: Path) -> Iterator[Config]:
    home = folder / "host"
    (home / "versions").mkdir(parents=True)
    (home / "env.py").write_text(ENV)
    (home / "script.py.mako").write_text(MAKO)
    config = Config()
    config.set_main_option("script_location", str(home))
    config.attributes["engine"] = sa.create_engine(database.url)
    config.attributes["schemas"] = database.dialect == "postgresql"
    yield config
    config.attributes["engine"].dispose()


def test_our_migration_leaves_a_hosts_version_alone(database: Database) -> None:
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('hosts_own')"))
    migrate.migrate(database)
    with database.read() as connection:
        query = sa.text("SELECT version_num FROM alembic_version")
        assert connection.execute(query).scalars().all() == ["hosts_own"]


def test_the_object_filter_says_the_same() -> None:
    ours = metadata.tables["onrecord_entries"]
    assert not include_object(ours, ours.name, "table")
    assert not include_object(ours.c.position, "position", "column")
    assert include_object(orders, "orders", "table")
    assert include_object(orders.c.id, "id", "column")
