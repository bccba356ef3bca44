"""The order desk with its orders, on each database, and a browser's worth of client."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from examples.order_desk.__main__ import prepare


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[FastAPI]:
    made = prepare(database_url, tmp_path, filled=False, overseen=False)
    yield made
    made.state.desk.close()


@pytest.fixture
def desk(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, "http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        yield client
