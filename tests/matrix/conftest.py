"""One world for a whole module, once on each database: a copy of what the worker furnished once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.matrix.world import Furnished, World, entered, furnish
from tests.support.migrated import copied_file
from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def furnished_file(
    sqlite_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Furnished]:
    """The SQLite file of the world that this worker copies."""
    folder = tmp_path_factory.mktemp("furnished")
    file = folder / "onrecord.db"
    furnished = furnish(copied_file(sqlite_original, file), folder / "keys")
    assert not file.with_name(f"{file.name}-wal").exists()
    return file, furnished


@pytest.fixture(scope="session")
def furnished_database(
    postgres: Postgres, postgres_original: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Furnished]]:
    """The PostgreSQL database of the world that this worker clones."""
    keys = tmp_path_factory.mktemp("furnished") / "keys"
    with postgres.database(postgres_original) as url:
        yield str(sa.make_url(url).database), furnish(url, keys)


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    if request.param == "sqlite":
        file, furnished = request.getfixturevalue("furnished_file")
        copy = tmp_path_factory.mktemp("matrix") / "onrecord.db"
        with entered(copied_file(file, copy), furnished) as found:
            yield found
        return
    server = request.getfixturevalue("postgres")
    name, furnished = request.getfixturevalue("furnished_database")
    with server.database(name) as url, entered(url, furnished) as found:
        yield found
