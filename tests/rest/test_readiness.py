"""A fresh worker on an empty database becomes ready by itself, before anybody has asked for more."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from onrecord_server import OnRecord


def test_readiness_brings_an_empty_database_up_to_date(sqlite_url: str) -> None:
    app = Starlette()
    OnRecord(sqlite_url, identify=lambda _: None).mount(app, "/chat")
    with TestClient(app) as client:
        assert client.get("/chat/readyz").status_code == 200


def test_without_automatic_migration_an_empty_database_is_not_ready(sqlite_url: str) -> None:
    app = Starlette()
    OnRecord(sqlite_url, identify=lambda _: None, auto_migrate=False).mount(app, "/chat")
    with TestClient(app) as client:
        assert client.get("/chat/readyz").status_code == 503
