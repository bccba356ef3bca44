"""The full-text engines of the databases, behind one protocol."""

from typing import Final

from onrecord_server.search.adapters.base import Engine
from onrecord_server.search.adapters.postgres_fts import PostgresFts
from onrecord_server.search.adapters.sqlite_fts import SqliteFts


_ENGINES: Final[dict[str, Engine]] = {"sqlite": SqliteFts(), "postgresql": PostgresFts()}


def engine_of(dialect: str) -> Engine:
    """Return the engine of a database."""
    return _ENGINES[dialect]
