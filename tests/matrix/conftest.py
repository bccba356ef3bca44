"""One world for a whole module, once on each database."""

from collections.abc import Iterator

import pytest

from tests.matrix.world import World, open_world


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("matrix")
    if request.param == "sqlite":
        with open_world(f"sqlite:///{folder / 'onrecord.db'}", folder / "keys") as found:
            yield found
        return
    server = request.getfixturevalue("postgres")
    with server.database() as url, open_world(url, folder / "keys") as found:
        yield found
