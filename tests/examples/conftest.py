"""The order desk with its orders, on each database, and a browser's worth of client."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from examples.order_desk.__main__ import prepare
from tests.conftest import DATABASES
from tests.support.migrated import copied_file
from tests.support.orders import write_orders
from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def orders_template(postgres: Postgres, postgres_original: str, orders_file: Path) -> Iterator[str]:
    """The PostgreSQL database with the orders that this worker clones."""
    with postgres.database(postgres_original) as url:
        write_orders(url, orders_file.parent)
        yield str(sa.make_url(url).database)


@pytest.fixture
def orders_on_sqlite(orders_file: Path, tmp_path: Path) -> str:
    """A SQLite file of this test's own, with the orders."""
    return copied_file(orders_file, tmp_path / "order_desk.db")


@pytest.fixture
def orders_on_postgresql(postgres: Postgres, orders_template: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with the orders."""
    with postgres.database(orders_template) as url:
        yield url


@pytest.fixture(params=DATABASES)
def orders_url(request: pytest.FixtureRequest) -> str:
    """A database with the orders, once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(f"orders_on_{request.param}"))


@pytest.fixture
def app(orders_url: str, tmp_path: Path) -> Iterator[FastAPI]:
    made = prepare(orders_url, tmp_path, filled=False, overseen=False)
    yield made
    made.state.desk.close()


@pytest.fixture
def desk(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, "http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        yield client
