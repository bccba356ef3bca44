"""Fixtures that hand out real servers; what cannot run says loudly why, or fails where required."""

import httpx2


httpx2.alias_httpx()  # before respx imports httpx: from here on the two are one

import gc  # noqa: E402
import os  # noqa: E402
from collections.abc import Generator, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

import hypothesis  # noqa: E402
import pytest  # noqa: E402
from hypothesis.internal.conjecture import providers  # noqa: E402
from hypothesis.internal.constants_ast import Constants  # noqa: E402

from tests.support.browser import find_chromium  # noqa: E402
from tests.support.migrated import copied_file, migrated_file, migrated_template  # noqa: E402
from tests.support.orders import write_orders  # noqa: E402
from tests.support.postgres import Postgres, start_postgres  # noqa: E402
from tests.support.require import skip_or_fail  # noqa: E402
from tests.support.valkey import start_valkey  # noqa: E402


pytest_plugins = ["respx.plugin"]

# A deadline measures the machine, and ours share two cores. The cases are the same each time, so that what
# fails is the change and not the draw; `make explore` draws new ones.
EXPLORE = int(os.environ.get("ONRECORD_EXPLORE", "0"))
hypothesis.settings.register_profile("the same each time", deadline=None, derandomize=True)
hypothesis.settings.register_profile(
    "explore", deadline=None, print_blob=True, max_examples=100 * max(EXPLORE, 1)
)
hypothesis.settings.load_profile("explore" if EXPLORE else "the same each time")
if not EXPLORE:
    # It also draws literals of those modules of ours that are imported by then: others in each worker.
    pytest.MonkeyPatch().setattr(providers, "_get_local_constants", Constants)

DATABASES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected lives to the end: the collector of garbage need not look at it, ever."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The server's edges run on asyncio; tests of the SDK override this to add trio."""
    return "asyncio"


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def postgres(run_folder: Path) -> Iterator[Postgres]:
    """A real PostgreSQL server, one for all workers of the run."""
    try:
        server = start_postgres(run_folder)
    except Exception as error:
        skip_or_fail("postgres", f"no PostgreSQL could be started: {error!r}")
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A fresh, empty PostgreSQL database of this test's own."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file of this test's own, not made yet."""
    return f"sqlite:///{tmp_path / 'onrecord.db'}"


@pytest.fixture(scope="session")
def sqlite_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrated SQLite file that this worker copies."""
    return migrated_file(tmp_path_factory.mktemp("migrated") / "onrecord.db")


@pytest.fixture(scope="session")
def postgres_original(postgres: Postgres) -> Iterator[str]:
    """The migrated PostgreSQL database that this worker clones."""
    with migrated_template(postgres) as name:
        yield name


@pytest.fixture(scope="session")
def orders_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file with the orders of the order desk that this worker copies."""
    file = tmp_path_factory.mktemp("orders") / "order_desk.db"
    write_orders(f"sqlite:///{file}", file.parent)
    return file


@pytest.fixture
def small_url(sqlite_original: Path, tmp_path: Path) -> str:
    """A SQLite file of this test's own, with our tables and no row."""
    return copied_file(sqlite_original, tmp_path / "onrecord.db")


@pytest.fixture
def large_url(postgres: Postgres, postgres_original: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with our tables and no row."""
    with postgres.database(postgres_original) as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database without a row, once on SQLite and once on PostgreSQL."""
    name = "large_url" if request.param == "postgresql" else "small_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without our tables, once on SQLite and once on PostgreSQL."""
    name = "postgres_url" if request.param == "postgresql" else "sqlite_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A real Valkey server, one for each worker."""
    try:
        server = start_valkey()
    except Exception as error:
        skip_or_fail("valkey", f"no Valkey could be started: {error!r}")
    with server as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium."""
    found = find_chromium()
    if found is None:
        skip_or_fail("browser", "no Chromium found; set ONRECORD_CHROMIUM to its path")
    return found
