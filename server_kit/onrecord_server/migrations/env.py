"""Run our migrations on the connection that ``onrecord_server.migrate`` hands over."""

from typing import Any

from alembic import context

from onrecord_server.alembic import VERSION_TABLE
from onrecord_server.core.rows import PREFIX


def ours(name: str | None, type_: str, parents: Any) -> bool:
    """Look at our tables only, never at the host's."""
    return type_ != "table" or (name or "").startswith(PREFIX)


def run() -> None:
    """Configure Alembic and run what is due, inside the caller's transaction."""
    attributes = context.config.attributes
    schema = attributes.get("schema")
    connection = attributes.get("connection")
    where = {"dialect_name": attributes["dialect"], "literal_binds": True}
    context.configure(
        **({"connection": connection} if connection is not None else where),
        target_metadata=attributes.get("metadata"),
        version_table=VERSION_TABLE,
        version_table_schema=schema,
        include_name=ours,
        include_schemas=bool(schema),
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
