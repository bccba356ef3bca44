"""Whoever starts an app sees how durable its database is, without setting up any logging."""

from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa

from tests.examples.talking import example
from tests.support.worker import Worker


def _said(worker: Worker) -> list[str]:
    with worker:
        pass
    lines = worker.log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("onrecord: ")]


@pytest.mark.parametrize(("variables", "times"), [({}, 1), ({"ONRECORD_QUIET_START": "1"}, 0)])
def test_an_app_prints_once_how_durable_its_database_is(
    tmp_path: Path, variables: dict[str, str], times: int
) -> None:
    said = _said(example("02_fastapi", tmp_path, **variables))
    assert len(said) == times
    assert all("SQLite" in line and "synchronous=FULL" in line for line in said)


def test_the_order_desk_prints_it_too(tmp_path: Path) -> None:
    command = ("examples.order_desk", "--data", str(tmp_path), "--empty")
    (line,) = _said(Worker("", tmp_path / "desk.log", command=command))
    assert "journal_mode=wal synchronous=FULL" in line


MAIN = """
import os
from onrecord_server import OnRecord
from starlette.applications import Starlette

app = Starlette()
chat = OnRecord(os.environ["DATABASE"], identify=lambda _: None)
chat.mount(app)
"""


def _worker(folder: Path, database: str, *command: str) -> Worker:
    (folder / "main.py").write_text(MAIN, encoding="utf-8")
    known = {"DATABASE": database}
    return Worker("main:app", folder / "log", folder, environment=known, command=command)


@pytest.mark.postgres
def test_an_app_on_a_database_that_may_forget_does_not_start_and_says_why(
    tmp_path: Path, postgres_url: str
) -> None:
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = sa.make_url(postgres_url).database
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    engine.dispose()
    worker = _worker(tmp_path, postgres_url)
    with pytest.raises(AssertionError, match="may forget what it has confirmed"), worker:
        pass
    allowed = {"ONRECORD_ALLOW_UNSAFE_DURABILITY": "yes"}
    worker.environment |= allowed
    with worker:
        assert "synchronous_commit=off" in worker.log.read_text(encoding="utf-8")


def test_an_app_whose_database_is_away_starts_and_is_not_ready(tmp_path: Path) -> None:
    worker = _worker(tmp_path, f"sqlite:///{tmp_path / 'missing' / 'onrecord.db'}").start()
    try:
        worker.wait("/chat/healthz")
        assert httpx2.get(f"{worker.base}/chat/readyz").status_code == 503
    finally:
        worker.stop()


def test_a_chat_alone_is_served_by_the_command_line(tmp_path: Path, sqlite_url: str) -> None:
    with _worker(tmp_path, sqlite_url, "onrecord_server.cli", "serve", "main:chat") as worker:
        worker.wait("/readyz")
        assert httpx2.get(f"{worker.base}/readyz").json()["status"] == "ok"
        assert httpx2.get(f"{worker.base}/v1/me").status_code == 401
